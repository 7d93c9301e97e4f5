import { Box, Text } from 'ink';
import type { Layout } from '../layout.js';
import type { Snapshot } from '@ram-sweep/results';
import { sparkline } from '../sparkline.js';
import { duration, percent, shortValue } from '@ram-sweep/format';
import { fit } from '../fit.js';

/** One trial in full: config, curve, the last epochs, attempts. */
export function TrialView({ trial, layout }: { trial: NonNullable<Snapshot['opened']>; layout: Layout }) {
  const width = layout.columns - 1;
  const room = layout.rows - 12;
  const config =
    trial.state === 'planned'
      ? ['its params are drawn once the results are known that they follow from']
      : Object.entries(trial.config).map(([field, value]) => `${field} ${shortValue(value)}`);
  const configLines = wrap(config, width).slice(0, Math.max(2, Math.floor(room / 3)));
  const attempts = trial.attempts.slice(-Math.max(1, Math.floor(room / 4)));
  const epochs = trial.epochs.slice(-Math.max(1, room - configLines.length - attempts.length));
  return (
    <Box flexDirection="column">
      <Text bold>
        {fit(
          `trial ${trial.number}: ${trial.state}, best validation error ${percent(trial.bestValidationError)} at epoch ${trial.bestEpoch ?? '–'}, test error ${percent(trial.testError)}`,
          width,
        )}
      </Text>
      {trial.failure && (
        <Text color="red">{fit(`failed (${trial.failure.class}): ${trial.failure.message}`, width)}</Text>
      )}
      <Text color="cyan">{sparkline(trial.curve, Math.min(width, Math.max(1, trial.curve.length)))}</Text>
      {configLines.map((line) => (
        <Text key={line} dimColor>
          {line}
        </Text>
      ))}
      <Text bold>{fit('epoch  validation  training      loss  rate      time', width)}</Text>
      {epochs.map(({ epoch, validationError, trainError, trainLoss, learningRate, seconds }) => (
        <Text key={epoch}>
          {fit(
            `${fit(String(epoch), 5, 'right')}  ${fit(percent(validationError), 10, 'right')}  ${fit(percent(trainError), 8, 'right')}  ${fit(trainLoss.toFixed(4), 8, 'right')}  ${fit(learningRate.toExponential(1), 8)}  ${duration(seconds)}`,
            width,
          )}
        </Text>
      ))}
      <Text bold>attempts</Text>
      {attempts.map(({ attempt, worker, outcome, reason }) => (
        <Text key={attempt}>
          {fit(`${attempt}  ${outcome ?? 'running'}  ${worker}${reason ? `  ${reason}` : ''}`, width)}
        </Text>
      ))}
    </Box>
  );
}

/** Words into lines of at most `width` characters, two spaces between them. */
function wrap(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 2 <= width)
      lines[lines.length - 1] = `${last}  ${word}`;
    else lines.push(word);
  }
  return lines;
}
