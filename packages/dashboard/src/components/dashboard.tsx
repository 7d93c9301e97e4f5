import { Box, Text } from 'ink';
import type { Layout } from '../layout.js';
import type { Snapshot } from '@ram-sweep/results';
import { fit } from '../fit.js';
import type { View } from '../view.js';
import { Activity } from './activity.js';
import { BestLine } from './best-line.js';
import { Header } from './header.js';
import { Leaderboard } from './leaderboard.js';
import { TrialView } from './trial-view.js';
import { Workers } from './workers.js';

export interface DashboardProps {
  readonly snapshot: Snapshot;
  readonly view: View;
  readonly layout: Layout;
  /** What went wrong with the last read, or the answer to the last command. */
  readonly notice: string | null;
  /** Whether Ctrl-C ends the sweep. */
  readonly drives: boolean;
}

/** The whole frame, as a function of what was read and what is looked at. */
export function Dashboard({ snapshot, view, layout, notice, drives }: DashboardProps) {
  const { columns } = layout;
  return (
    <Box flexDirection="column" width={columns - 1}>
      <Header snapshot={snapshot} columns={columns} />
      {view.opened !== null && snapshot.opened ? (
        <TrialView trial={snapshot.opened} layout={layout} />
      ) : (
        <Box flexDirection="column">
          <Leaderboard snapshot={snapshot} view={view} layout={layout} />
          <Workers workers={snapshot.workers} rows={layout.workerRows} columns={columns} />
          <BestLine snapshot={snapshot} columns={columns} />
          <Activity activity={snapshot.activity} rows={layout.activityRows} columns={columns} />
        </Box>
      )}
      <Footer view={view} notice={notice} drives={drives} columns={columns} />
    </Box>
  );
}

function Footer({
  view,
  notice,
  drives,
  columns,
}: Pick<DashboardProps, 'view' | 'notice' | 'drives'> & { columns: number }) {
  if (view.stopping !== null) {
    return <Text inverse>{fit(`stop trial ${view.stopping}? y: yes, any other key: no`, columns - 1)}</Text>;
  }
  if (notice) return <Text color="yellow">{fit(notice, columns - 1)}</Text>;
  const keys =
    view.opened === null
      ? `↑↓ move  ⏎ open  v look  y copy  x stop  q leave  s sort (${view.sort})`
      : 'esc back  v look  y copy config  x stop trial';
  return <Text dimColor>{fit(drives ? `${keys}  ^C stop all` : keys, columns - 1)}</Text>;
}
