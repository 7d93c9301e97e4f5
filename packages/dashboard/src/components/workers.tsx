import type { WorkerRow } from '@ram-sweep/store/read';
import { Box, Text } from 'ink';
import { duration } from '@ram-sweep/format';
import { fit } from '../fit.js';

/** A worker that has not been heard of for this long is shown in red. */
const QUIET_SECONDS = 6;

/** Device, what they train, steps per second, last heard. */
export function Workers({
  workers,
  rows,
  columns,
}: {
  workers: readonly WorkerRow[];
  rows: number;
  columns: number;
}) {
  const shown = workers.slice(0, workers.length > rows ? Math.max(0, rows - 1) : rows);
  const hidden = workers.length - shown.length;
  return (
    <Box flexDirection="column">
      <Text bold>{fit('workers', columns - 1)}</Text>
      {shown.map((worker) => {
        const quiet = worker.secondsAgo > QUIET_SECONDS;
        return quiet ? (
          <Text key={worker.id} color="red">
            {fit(workerLine(worker), columns - 1)}
          </Text>
        ) : (
          <Text key={worker.id}>{fit(workerLine(worker), columns - 1)}</Text>
        );
      })}
      {hidden > 0 && <Text dimColor>{fit(`and ${hidden} more`, columns - 1)}</Text>}
      {workers.length === 0 && <Text dimColor>none yet</Text>}
    </Box>
  );
}

/** What changes comes first: the end of the line is cut on a narrow screen. */
function workerLine({ id, engine, device, slots, state, runs, secondsAgo }: WorkerRow): string {
  const rate = runs.reduce((sum, run) => sum + run.stepsPerSecond, 0).toFixed(1);
  const trains = runs.map(
    ({ trial, epoch, step, steps }) => `trial ${trial} epoch ${epoch} step ${step}/${steps}`,
  );
  const parts = [
    fit(id, 20),
    `${runs.length}/${slots} busy`,
    `${rate} steps/s`,
    `heard ${duration(secondsAgo)} ago`,
    ...(state === 'draining' ? ['leaving'] : []),
    ...trains,
    `${engine} on ${device}`,
  ];
  return parts.join('  ');
}
