import type { SearchSpace, StudySpec } from '@ram-sweep/protocol';
import { accepts } from '../../require/accepts.js';
import { gridCombinations, gridTrials, MOST_COMBINATIONS } from '../../samplers/grid.js';
import { drawRandom } from '../../samplers/random.js';
import { gridValues } from '../../space/values.js';
import { wrongValue, type Finding } from '../finding.js';
import { checkGivenConfigs } from './given-config.js';

/** How many draws are tried; at least one must meet `require`. */
const DRAWS = 10_000;

/** Whether a study whose parts are valid has configs for its trials. Reports the first of several reasons why not. */
export function checkDrawing(spec: StudySpec): Finding[] {
  for (const check of [checkGridSize, checkRequirable, checkFirst, checkGridLeft]) {
    const findings = check(spec);
    if (findings.length > 0) return findings;
  }
  return [];
}

function checkGridSize(spec: StudySpec): Finding[] {
  if (spec.sampler.name !== 'grid') return [];
  const { points } = spec.sampler;
  const { count } = gridCombinations(spec, points);
  if (count <= MOST_COMBINATIONS) return [];
  const counts = Object.entries(spec.space as SearchSpace).map(
    ([field, distribution]) => `${gridValues(distribution, points).size} of ${field}`,
  );
  const message = `makes a grid of ${count} combinations: values are ${counts.join(', ')}`;
  const hint = 'search fewer fields, list choices, or take fewer points: { name: grid, points: 3 }';
  return [wrongValue(['sampler'], message, { allowed: `at most ${MOST_COMBINATIONS}`, hint })];
}

function checkRequirable(spec: StudySpec): Finding[] {
  const { require } = spec;
  if (require.length === 0 || spec.sampler.name === 'grid') return [];
  const single = require.map((text) => ({ ...spec, require: [text] }));
  const met = require.map(() => 0);
  for (let attempt = 0; attempt < DRAWS; attempt += 1) {
    const params = drawRandom(spec, 0, attempt);
    if (accepts(spec, params)) return [];
    for (const [index, one] of single.entries()) if (accepts(one, params)) met[index]! += 1;
  }
  return [neverMet(met)];
}

function neverMet(met: readonly number[]): Finding {
  const never = met.indexOf(0);
  return never >= 0
    ? wrongValue(['require', never], `is met by none of ${DRAWS} draws`, {
        hint: 'relax it, or widen the space',
      })
    : wrongValue(['require'], `is met as a whole by none of ${DRAWS} draws`, {
        hint: `one by one they are met by ${met.map((count) => `${(100 * count) / DRAWS}%`).join(', ')}; relax one`,
      });
}

function checkGridLeft(spec: StudySpec): Finding[] {
  if (spec.sampler.name !== 'grid' || gridTrials(spec) > 0) return [];
  return [
    wrongValue(['require'], 'is met by no combination of the grid', { hint: 'relax it, or add points' }),
  ];
}

const checkFirst = (spec: StudySpec): Finding[] => checkGivenConfigs(spec, spec.first, 0, ['first']);
