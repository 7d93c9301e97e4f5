import type { Params, StudySpec } from '@ram-sweep/protocol';
import { suggest, type Observation } from '@ram-sweep/search/samplers';

/** What a sampler needs to choose the params of one trial. */
export interface DrawingTask {
  readonly spec: StudySpec;
  /** Place of the trial in the search. */
  readonly index: number;
  readonly history: readonly Observation[];
}

/** Runs in a piscina thread, so that no heartbeat and no claim waits for a sampler. */
export const draw = ({ spec, index, history }: DrawingTask): Params | null => suggest(spec, index, history);
