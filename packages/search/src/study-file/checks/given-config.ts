import type { Distribution, ParamValue, StudySpec } from '@ram-sweep/protocol';
import { unmet } from '../../require/accepts.js';
import { completedParams, type GivenConfig } from '../../samplers/enqueued.js';
import { drawRandom } from '../../samplers/random.js';
import { completeConfig } from '../../space/complete-config.js';
import { conditionsOf, conditionValues, dependencyOrder } from '../../space/conditions.js';
import { canTake } from '../../space/values.js';
import { describeValue, wrongKey, wrongValue, type Finding, type Path } from '../finding.js';

type Given = Readonly<Record<string, ParamValue>>;

/**
 * Mistakes after which no further config is checked: finding that no draw meets `require` takes thousands of draws.
 */
const MOST_WRONG = 10;

/** Whether configs that a person wrote down can be trials of the study, the first of them its trial `index`. */
export function checkGivenConfigs(
  spec: StudySpec,
  configs: readonly GivenConfig[],
  index: number,
  path: Path,
): Finding[] {
  const findings: Finding[] = [];
  for (const [place, config] of configs.entries()) {
    findings.push(...checkGivenConfig(spec, config, index + place, [...path, place]));
    if (findings.length >= MOST_WRONG) break;
  }
  return findings;
}

function checkGivenConfig(spec: StudySpec, config: GivenConfig, index: number, path: Path): Finding[] {
  const given = config as Given;
  const lacking = lackingConditions(spec, given);
  const findings = Object.entries(given).flatMap(([field, value]) =>
    checkField(spec, field, value, [...path, field], lacking.get(field)),
  );
  return findings.length > 0 ? findings : checkRequirements(spec, config, index, path);
}

function checkField(
  spec: StudySpec,
  field: string,
  value: ParamValue,
  path: Path,
  lacking: string | undefined,
): Finding[] {
  const distribution = distributionOf(spec, field);
  const otherwise = completeConfig(spec, {})[field];
  // A whole config, copied from another study, may name what all trials have anyway.
  if (value === otherwise && (distribution === undefined || lacking !== undefined))
    return ownSeed(spec, path);
  if (distribution === undefined) return [notSearched(spec, field, value, path)];
  if (!canTake(distribution, value)) return [outside(field, value, distribution, path)];
  return lacking === undefined ? [] : [wrongKey(path, lacking, { hint: 'add that, or remove this' })];
}

const distributionOf = ({ space }: StudySpec, field: string): Distribution | undefined =>
  (space as Readonly<Record<string, Distribution>>)[field];

function ownSeed({ config }: StudySpec, path: Path): Finding[] {
  if (path.at(-1) !== 'seed' || config.seed !== undefined) return [];
  return [wrongKey(path, 'cannot be given: every trial has its own seed', { hint: 'remove it' })];
}

function notSearched(spec: StudySpec, field: string, value: ParamValue, path: Path): Finding {
  const [own] = ownSeed(spec, path);
  if (own !== undefined) return own;
  const message = `is ${describeValue(value)}, and all trials of the study have ${describeValue(completeConfig(spec, {})[field])}`;
  const hint = `remove it, or search ${field} under space`;
  return wrongValue(path, message, { hint, because: ['space', field] });
}

function outside(field: string, value: ParamValue, distribution: Distribution, path: Path): Finding {
  const message = `is ${describeValue(value)}, and this study searches ${field} ${describeRange(distribution)}`;
  const hint = `take a value from there, or widen space.${field}`;
  return wrongValue(path, message, { hint, because: ['space', field] });
}

const describeRange = (distribution: Distribution): string =>
  distribution.distribution === 'categorical'
    ? `among ${distribution.choices.map(describeValue).join(', ')}`
    : `from ${distribution.low} to ${distribution.high}`;

/**
 * Why each field takes no part, judging by the given fields: a condition on a searched field that is left out does
 * not count as met, because a draw meets it only by chance.
 */
function lackingConditions(spec: StudySpec, given: Given): ReadonlyMap<string, string> {
  const lacking = new Map<string, string>();
  const valueOf = (field: string): ParamValue | undefined =>
    distributionOf(spec, field) === undefined || lacking.has(field)
      ? (spec.config as Partial<Given>)[field]
      : given[field];
  for (const field of dependencyOrder(spec.space).order) {
    const missing = conditionsOf(distributionOf(spec, field)!).find(([other, wanted]) => {
      const value = valueOf(other);
      return value === undefined || !conditionValues(wanted).includes(value);
    });
    if (missing !== undefined) lacking.set(field, describeLack(field, missing));
  }
  return lacking;
}

function describeLack(field: string, [other, wanted]: readonly [string, unknown]): string {
  const values = conditionValues(wanted as ParamValue).map(describeValue);
  return `is given, but ${field} is searched only if ${other} is ${values.join(' or ')}`;
}

function checkRequirements(spec: StudySpec, config: GivenConfig, index: number, path: Path): Finding[] {
  if (completedParams(spec, index, config) !== null) return [];
  const example = drawRandom(spec, index, 0, config);
  const whole = Object.keys(example).every((field) => Object.hasOwn(config, field));
  const message = whole
    ? `does not meet ${JSON.stringify(unmet(spec, example))}`
    : 'meets what the study requires in none of 10,000 draws of the fields that it leaves out';
  return [wrongValue(path, message, { hint: 'change it, or the constraint under require' })];
}
