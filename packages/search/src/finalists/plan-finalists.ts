import { compileTrialConfig, type Params, type StudySpec, type TrialConfig } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';

/** A trial whose config will be trained again. */
export interface SourceTrial {
  readonly number: number;
  /** Its place in the search, from 0: the seeds follow from it, as numbers depend on when the search was extended. */
  readonly searchIndex: number;
  readonly params: Params;
  readonly config: TrialConfig;
}

/** A training that follows the search. */
export interface RepeatTrial extends Omit<SourceTrial, 'searchIndex'> {
  readonly phase: 'finalist' | 'control';
  /** The trial of the search whose config it has, except for seed, epochs and (for a control) policy. */
  readonly repeats: number;
}

const MAX_SEED = 2 ** 32 - 1;

/**
 * The finalists of a study: each of `sources`, the best trials of its search, again with `seeds` fresh seeds, for
 * `spec.finalists.epochs` (default: the source's own) in one cycle of the learning rate. `from` is the first free
 * number.
 *
 * Seeds follow only from the study's seed, the source's place and the index, so asking again gives the same trainings.
 */
export function planFinalists(spec: StudySpec, sources: readonly SourceTrial[], from: number): RepeatTrial[] {
  const configs = sources.flatMap((source) => repeats(spec, source, spec.finalists?.seeds));
  return configs.map((each, index) => ({ ...each, phase: 'finalist', number: from + index }));
}

/**
 * The controls: the config of `source` with each policy that learns nothing, with `controlSeeds` seeds (default: as
 * many as the finalists have), of which the first are those of its finalists: `known` where they are there already.
 */
export function planControls(
  spec: StudySpec,
  source: SourceTrial,
  from: number,
  known: readonly number[] = [],
): RepeatTrial[] {
  const { controls = [], seeds, controlSeeds = seeds } = spec.finalists ?? {};
  const configs = controls.flatMap((policy) =>
    repeats(spec, source, controlSeeds, known).map((each) => ({
      ...each,
      config: Object.freeze({ ...each.config, policy }),
    })),
  );
  return configs.map((each, index) => ({ ...each, phase: 'control', number: from + index }));
}

function repeats(
  spec: StudySpec,
  { number: source, searchIndex, params, config }: SourceTrial,
  seeds = 0,
  known: readonly number[] = [],
): Omit<RepeatTrial, 'number' | 'phase'>[] {
  const { epochs = config.epochs } = spec.finalists ?? {};
  return Array.from({ length: seeds }, (_, index) => {
    const stream = RandomStream.of(spec.seed, 'finalist', searchIndex, index, 'seed');
    const seed = known[index] ?? stream.integer(0, MAX_SEED);
    const again = compileTrialConfig({ ...config, seed, epochs, restartEpoch: null });
    return { repeats: source, params, config: again };
  });
}
