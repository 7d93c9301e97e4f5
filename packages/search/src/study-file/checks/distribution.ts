import {
  trialConfigSchema,
  type Distribution,
  type ParamValue,
  type TrialConfigField,
} from '@ram-sweep/protocol';
import { allowedChoices, describeAllowed } from '../allowed.js';
import { fieldValue } from '../draft.js';
import { describeValue, wrongValue, type Finding, type Path } from '../finding.js';
import { didYouMean } from '../did-you-mean.js';

/** Whether every value that a distribution can draw fits the field. */
export function checkDistribution(field: TrialConfigField, distribution: Distribution): Finding[] {
  const path: Path = ['space', field];
  if (distribution.distribution === 'categorical') return checkChoices(field, distribution.choices);
  const misfit = checkKind(field, distribution);
  if (misfit !== undefined) return [misfit];
  // The ranges of all fields are intervals: if both ends fit, so does everything between.
  return (['low', 'high'] as const).flatMap((end) => checkValue(field, distribution[end], [...path, end]));
}

type Range = Exclude<Distribution, { distribution: 'categorical' }>;

function checkKind(field: TrialConfigField, { distribution, low, high }: Range): Finding | undefined {
  const path: Path = ['space', field, 'distribution'];
  const kind = kindOf(field);
  if (kind === 'name') {
    return wrongValue(path, `is ${distribution}, but ${field} is not a number`, {
      hint: `write distribution: categorical, choices: [${allowedChoices(['config', field], undefined).join(', ')}]`,
    });
  }
  if (kind === 'number' || distribution === 'integer') return undefined;
  const hint =
    distribution === 'uniform'
      ? 'write distribution: integer'
      : `write distribution: integer, or list the steps: { distribution: categorical, choices: [${steps(low, high).join(', ')}] }`;
  return wrongValue(path, `is ${distribution}, but ${field} is an integer`, { hint });
}

const steps = (low: number, high: number): number[] => [
  ...new Set([low, Math.sqrt(low * high), high].map((value) => Math.round(value))),
];

/** The kind of a field, inferred from what it accepts; every number field has 1 or one half in its range. */
function kindOf(field: TrialConfigField): 'integer' | 'number' | 'name' {
  const accepts = (value: number): boolean => trialConfigSchema.shape[field].safeParse(value).success;
  if (accepts(0.5)) return 'number';
  return accepts(1) ? 'integer' : 'name';
}

function checkChoices(field: TrialConfigField, choices: readonly ParamValue[]): Finding[] {
  return choices.flatMap((choice, index) => {
    const path: Path = ['space', field, 'choices', index];
    const first = choices.indexOf(choice);
    if (first < index)
      return [wrongValue(path, `is ${describeValue(choice)} again; every choice is equally likely`)];
    return checkValue(field, choice, path);
  });
}

function checkValue(field: TrialConfigField, value: ParamValue, path: Path): Finding[] {
  if (fieldValue(field, value) !== undefined) return [];
  const hint = didYouMean(value, allowedChoices(['config', field], undefined));
  return [
    wrongValue(path, `is ${describeValue(value)}, which ${field} cannot have`, {
      allowed: describeAllowed(['config', field], undefined),
      hint,
    }),
  ];
}
