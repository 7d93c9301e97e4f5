import type { ActivityRow } from '@ram-sweep/store/read';
import { Box, Text } from 'ink';
import { fit } from '../fit.js';

/** The newest events, the newest last. */
export function Activity({
  activity,
  rows,
  columns,
}: {
  activity: readonly ActivityRow[];
  rows: number;
  columns: number;
}) {
  const shown = activity.slice(-rows);
  return (
    <Box flexDirection="column" height={rows + 1}>
      <Text bold>events</Text>
      {shown.map(({ id, at, message }) => (
        <Text key={id} dimColor>
          {fit(`${at.toTimeString().slice(0, 8)}  ${message}`, columns - 1)}
        </Text>
      ))}
    </Box>
  );
}
