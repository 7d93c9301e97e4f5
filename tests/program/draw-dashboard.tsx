import type { Snapshot } from '@ram-sweep/results';
import { render } from 'ink-testing-library';
import { Dashboard } from '../../packages/dashboard/src/components/dashboard.js';
import { layoutFor } from '../../packages/dashboard/src/layout.js';
import { firstView } from '../../packages/dashboard/src/view.js';

/** The dashboard's frame of a snapshot on a screen of this size. */
export function drawDashboard(snapshot: Snapshot, columns: number, rows: number): string {
  const layout = layoutFor(columns, rows, snapshot.workers.length);
  const app = render(
    <Dashboard snapshot={snapshot} view={firstView} layout={layout} notice={null} drives={false} />,
  );
  const frame = app.lastFrame() ?? '';
  app.unmount();
  return frame;
}
