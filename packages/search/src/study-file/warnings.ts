import type { StudySpec } from '@ram-sweep/protocol';
import { cardinality } from '../space/cardinality.js';

/** What is odd about a study that is right, one sentence each with the way out. */
export function studyWarnings(spec: StudySpec): string[] {
  const { trials, config } = spec;
  const alike = trials > 1 && config.seed !== undefined && cardinality(spec) === 1;
  return alike
    ? [
        `all ${trials} trials will be equal, for nothing is searched and config.seed is fixed: remove config.seed to give each trial its own, or search a field`,
      ]
    : [];
}
