import type { EpochResult, TrialState } from '@ram-sweep/protocol';
import type { Sandbox } from './sandbox.js';

/** A study on glyphs that trains in seconds: 540 training images, batches of 30, so 18 steps an epoch. */
export const smallStudy = (
  name: string,
  values: { trials?: number; epochs?: number; extra?: string } = {},
): string => `
name: ${name}
dataset: { name: glyphs, train: 600, test: 100 }
trials: ${values.trials ?? 3}
seed: 5
space:
  std: { distribution: log-uniform, low: 0.03, high: 0.3 }
  glimpses: { distribution: integer, low: 2, high: 3 }
  scale: { distribution: categorical, choices: [1, 2] }
config:
  epochs: ${values.epochs ?? 3}
  batchSize: 30
  hidden: 32
  patchHidden: 16
  locationHidden: 16
  learningRate: 0.003
${values.extra ?? ''}`;

export interface PrintedTrial {
  readonly number: number;
  readonly state: TrialState;
  readonly attempt: number;
  readonly epochs: number;
  readonly bestValidationError: number | null;
  readonly params: Record<string, unknown>;
}

export interface PrintedEpoch extends EpochResult {
  readonly trial: number;
}

/** Every epoch of a study without what the clock says: the numbers that must repeat to the last bit. */
export async function curves(sandbox: Sandbox, study: string): Promise<Omit<PrintedEpoch, 'seconds'>[]> {
  const { stdout } = await sandbox.run('export', study, '--epochs', '--format', 'json');
  return (JSON.parse(stdout) as (PrintedEpoch & { study: string })[])
    .map(({ seconds: _seconds, study: _study, ...epoch }) => epoch)
    .toSorted((a, b) => a.trial - b.trial || a.epoch - b.epoch);
}
