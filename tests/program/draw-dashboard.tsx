import type { Snapshot } from '@ram-sweep/results';
import { render } from 'ink-testing-library';
import { Dashboard } from '../../packages/dashboard/src/components/dashboard.js';
import { firstView } from '../../packages/dashboard/src/state/view.js';

/** The dashboard's frame of a snapshot on a screen of this size. */
export function drawDashboard(snapshot: Snapshot, columns: number, rows: number): string {
  const props = { snapshot, plots: null, view: firstView, columns, rows, notice: null, drives: false };
  const app = render(<Dashboard {...props} />);
  const frame = app.lastFrame() ?? '';
  app.unmount();
  return frame;
}
