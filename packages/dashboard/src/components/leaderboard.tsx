import type { TrialState } from '@ram-sweep/protocol';
import type { TrialRow } from '@ram-sweep/store/read';
import { Box, Text } from 'ink';
import type { Layout } from '../layout.js';
import { headingLine, leaderboardColumns, trialLine } from '../leaderboard-columns.js';
import { budgetStop, type Snapshot } from '@ram-sweep/results';
import type { View } from '../view.js';

const colours: Record<TrialState, string> = {
  planned: 'gray',
  waiting: 'gray',
  running: 'yellow',
  paused: 'gray',
  complete: 'green',
  pruned: 'blue',
  failed: 'red',
  cancelled: 'magenta',
};

/** The trials in their order, the selected one marked. */
export function Leaderboard({ snapshot, view, layout }: { snapshot: Snapshot; view: View; layout: Layout }) {
  const { spec, trials } = snapshot.study;
  const facts = {
    searched: Object.keys(spec.space),
    phases: spec.finalists !== null || budgetStop(snapshot.study) !== null,
    trials,
    epochs: Math.max(0, ...snapshot.page.map(({ epochsTotal }) => epochsTotal)),
  };
  const columns = leaderboardColumns(facts, layout.sparklineWidth, layout.columns - 1);
  const empty = Math.max(0, layout.trialRows - snapshot.page.length);
  return (
    <Box flexDirection="column">
      <Text bold underline wrap="truncate">
        {headingLine(columns)}
      </Text>
      {snapshot.page.map((row: TrialRow, index) => (
        <Text
          key={row.number}
          color={colours[row.state]}
          inverse={snapshot.offset + index === view.selected}
          wrap="truncate"
        >
          {trialLine(row, columns)}
        </Text>
      ))}
      {Array.from({ length: empty }, (_, index) => (
        <Text key={`empty-${index}`}> </Text>
      ))}
    </Box>
  );
}
