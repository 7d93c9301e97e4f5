import type { Params, StudySpec } from '@ram-sweep/protocol';
import type { Observation } from '../observation.js';

/**
 * A sampler that can be asked again for the same trial. `attempt` counts from 0, and each has its own random
 * streams. Null if no config is left.
 */
export type Draw = (
  spec: StudySpec,
  index: number,
  history: readonly Observation[],
  attempt: number,
) => Params | null;
