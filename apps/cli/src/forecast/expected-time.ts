import type { StudySpec, TrialConfig } from '@ram-sweep/protocol';
import type { ImageCounts } from '@ram-sweep/studies/capacity';
import { epochWork, stepWork } from './cost.js';
import { mean, type PlannedWork } from './planned-work.js';

/** A training step that was measured here. */
export interface MeasuredStep {
  readonly config: TrialConfig;
  readonly milliseconds: number;
}

/** Seconds that a study is expected to take; null for a part that nothing but results ends. */
export interface ExpectedTime {
  readonly search: number | null;
  readonly finalists: number;
  readonly controls: number;
  readonly total: number | null;
  /** Of one epoch of an average config on one thread, all that comes with it in a sweep included. */
  readonly epoch: number;
}

/**
 * What an epoch takes besides its steps and its validation: batches, checkpoint, event, commit, and its share of the
 * change between two trials. Small studies consist of it: an epoch of the quickstart has 0.07 s of steps, and took 0.2
 * s of processor time in all.
 */
const OVERHEAD_SECONDS = 0.1;

/**
 * How long the work takes on so many threads, by one measured step: others are scaled by their multiply-adds. Phases
 * follow one another; in each, no training is divided among threads.
 */
export function expectedTime(
  { budget }: Pick<StudySpec, 'budget'>,
  work: PlannedWork,
  drawn: readonly TrialConfig[],
  { step, images, threads }: { step: MeasuredStep; images: ImageCounts; threads: number },
): ExpectedTime {
  const secondsEach = step.milliseconds / 1000 / stepWork(step.config);
  const epoch = OVERHEAD_SECONDS + secondsEach * mean(drawn.map((config) => epochWork(config, images)));
  const atOnce = Math.min(threads, work.trials ?? threads);
  const hours = (budget.hours ?? Infinity) * 3600;
  const search = Math.min((epoch * (work.searchEpochs ?? Infinity)) / atOnce, hours);
  const phase = (wanted: 'finalists' | 'controls'): number => {
    const found = work.repeats.find((each) => each.phase === wanted);
    if (found === undefined) return 0;
    return Math.ceil((found.configs * found.seeds) / threads) * found.epochs * epoch;
  };
  const [finalists, controls] = [phase('finalists'), phase('controls')];
  const total = Math.min(search + finalists + controls, hours);
  return { search: finite(search), finalists, controls, total: finite(total), epoch };
}

const finite = (seconds: number): number | null => (Number.isFinite(seconds) ? seconds : null);

/** The config in the middle by cost: what others are scaled from should not be far from any of them. */
export function typicalConfig(drawn: readonly TrialConfig[]): TrialConfig {
  const byCost = drawn.toSorted((a, b) => stepWork(a) / a.batchSize - stepWork(b) / b.batchSize);
  return byCost[Math.floor(byCost.length / 2)]!;
}
