import { Box, Text } from 'ink';
import {
  actualState,
  budgetStop,
  secondsElapsed,
  secondsLeft,
  stepRate,
  type Snapshot,
} from '@ram-sweep/results';
import { progressBar } from '../sparkline.js';
import { duration, percent } from '@ram-sweep/format';
import { fit } from '../fit.js';

/** Study, data set, progress, rate, time left: three lines. */
export function Header({ snapshot, columns }: { snapshot: Snapshot; columns: number }) {
  const { study, now } = snapshot;
  const { counts, trials, epochsDone, epochsTotal } = study;
  const share = epochsTotal > 0 ? epochsDone / epochsTotal : 0;
  const states = [
    `${counts.complete}/${trials} complete`,
    `${counts.running} running`,
    `${counts.waiting} waiting`,
    counts.planned > 0 ? `${counts.planned} planned` : '',
    counts.paused > 0 ? `${counts.paused} paused` : '',
    counts.pruned > 0 ? `${counts.pruned} pruned` : '',
    counts.failed > 0 ? `${counts.failed} failed` : '',
    counts.cancelled > 0 ? `${counts.cancelled} cancelled` : '',
  ].filter(Boolean);
  const rate = `${stepRate(study, snapshot.workers).toFixed(1)} steps/s`;
  const times = `${duration(secondsElapsed(study, now))} elapsed, ${duration(secondsLeft(study, now))} left`;
  return (
    <Box flexDirection="column">
      <Text wrap="truncate">
        <Text bold color="cyan">
          ram-sweep
        </Text>{' '}
        <Text bold>{study.name}</Text>{' '}
        <Text dimColor>
          {fit(`${describeData(snapshot)} · ${describeState(study)}`, columns - study.name.length - 12)}
        </Text>
      </Text>
      <Text wrap="truncate">
        <Text color="green">{progressBar(share, Math.max(10, Math.min(60, columns - 50)))}</Text>{' '}
        {`${percent(share, 0)}  ${epochsDone}/${epochsTotal} epochs  ${rate}`}
      </Text>
      <Text>{fit(`${states.join(', ')} · ${times}`, columns - 1)}</Text>
    </Box>
  );
}

function describeState(study: Snapshot['study']): string {
  const stop = budgetStop(study);
  const state = actualState(study);
  return stop ? `${state}, search ended by ${stop.budget} after trial ${stop.index}` : state;
}

function describeData({ study }: Snapshot): string {
  const { name, canvas } = study.spec.dataset;
  return `${name === 'glyphs' ? 'glyphs, drawn by ram-sweep (not MNIST)' : name}, ${canvas}`;
}
