import { shortNumber } from '@ram-sweep/format';
import type { StudySpec } from '@ram-sweep/protocol';
import type { FailureGroup, StudySummary } from '@ram-sweep/store/read';

/**
 * What helps where trials of a study failed of this. Names commands as `ram-sweep resume NAME`, between backquotes.
 */
export function wayOut(
  { name, spec }: Pick<StudySummary, 'name' | 'spec'>,
  cause: FailureGroup['class'],
): string {
  const again = `\`ram-sweep resume ${name} --retry-failed\` tries again`;
  switch (cause) {
    case 'diverged':
      return `${smallerSteps(spec)}, as a study of another name (--name)`;
    case 'out-of-memory':
      return `train fewer at once with --threads 1, or take a smaller batchSize; ${again}`;
    case 'timed-out':
      return 'allow more time with --set budget.minutesPerTrial=…, as a study of another name (--name)';
    case 'bad-data':
      return `look at the images with \`ram-sweep data\`; ${again}`;
    case 'bad-config':
      return 'change what the message names, as a study of another name (--name)';
    default:
      return `the log says more; ${again}`;
  }
}

/** A tenth of the learning rate, as flags of `start`. */
function smallerSteps({ space, config }: StudySpec): string {
  const { learningRate: searched } = space;
  if (searched === undefined) {
    const rate = shortNumber((config.learningRate ?? 0.001) / 10);
    return `try a smaller learning rate: --set config.learningRate=${rate}`;
  }
  if (searched.distribution === 'categorical')
    return 'leave out the larger choices of space.learningRate.choices';
  const [low, high] = [searched.low, searched.high / 10];
  const lower = high < low ? ` --set space.learningRate.low=${shortNumber(high / 10)}` : '';
  return `try smaller learning rates: --set space.learningRate.high=${shortNumber(high)}${lower}`;
}
