import type { Params, StudySpec } from '@ram-sweep/protocol';
import { suggest, type Observation } from '@ram-sweep/search/samplers';

/** What a sampler needs to choose the params of one trial. */
export interface DrawingTask {
  readonly spec: StudySpec;
  /** Place of the trial in the search. */
  readonly index: number;
  readonly history: readonly Observation[];
}

let known: StudySpec | undefined;

/**
 * Runs in a piscina thread, so that no heartbeat and no claim waits for a sampler. A thread draws for one study.
 * Every task carries a copy of its spec; the thread keeps the first, because samplers cache what they derive from
 * it.
 */
export const draw = ({ spec, index, history }: DrawingTask): Params | null =>
  suggest((known ??= spec), index, history);
