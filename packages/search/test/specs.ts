import type { Params, StudySpec } from '@ram-sweep/protocol';
import { parseStudy } from '../src/index.js';
import type { Observation } from '../src/samplers/observation.js';
import { study } from './study-file/mistakes.js';

/** A right study with the given lines after its name and data set. */
export const spec = (...lines: readonly string[]): StudySpec =>
  parseStudy(study(...lines), { source: 'a.yaml' });

/** A history of trials with these params, all of one outcome. */
export const history = (params: readonly Params[], from = 0): Observation[] =>
  params.map((drawn, place) => ({ index: from + place, params: drawn, outcome: 0.5 }));
