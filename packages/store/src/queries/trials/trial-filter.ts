import type { TrialPhase, TrialState } from '@ram-sweep/protocol';
import { and, eq, inArray, not, or, sql, type SQL } from 'drizzle-orm';
import { trials } from '../../schema.js';
import { tries } from './tries.js';

/** How a value must compare. */
export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** Something that a trial must be like. */
export type TrialCondition =
  | { readonly kind: 'state'; readonly equals: boolean; readonly state: TrialState }
  | { readonly kind: 'phase'; readonly equals: boolean; readonly phase: TrialPhase }
  /** A number of the trial's own, not of its config. */
  | {
      readonly kind: 'number';
      readonly of: 'trial' | 'error' | 'epochs' | 'try' | 'seconds';
      readonly comparison: Comparison;
      readonly value: number;
    }
  /** A field of its config; as a number where `value` is one. */
  | {
      readonly kind: 'field';
      readonly field: string;
      readonly comparison: Comparison;
      readonly value: number | string;
    }
  /** Part of its number, state, worker or failure, in any case of letters. */
  | { readonly kind: 'text'; readonly text: string };

/** All of the conditions hold. */
export type TrialFilter = readonly TrialCondition[];

export const meets = (filter: TrialFilter): SQL | undefined => and(...filter.map(conditionOf));

const NUMBERS = {
  trial: trials.number,
  error: trials.bestValidationError,
  epochs: trials.epochs,
  try: tries,
  seconds: trials.trainSeconds,
};

function conditionOf(condition: TrialCondition): SQL | undefined {
  switch (condition.kind) {
    case 'state':
      return unless(condition.equals, eq(trials.state, condition.state));
    case 'phase':
      return unless(condition.equals, inArray(trials.phase, [condition.phase]));
    case 'number':
      return compare(sql`${NUMBERS[condition.of]}`, condition.comparison, condition.value);
    case 'field':
      return fieldCondition(condition);
    default:
      return textCondition(condition.text);
  }
}

const unless = (holds: boolean, condition: SQL): SQL => (holds ? condition : not(condition));

/**
 * Planned trials have no config of their own yet: no condition on a field holds for them. What was drawn is looked up
 * in the params first, which are read far faster than a whole config.
 */
function fieldCondition({ field, comparison, value }: Extract<TrialCondition, { kind: 'field' }>) {
  const text = sql`coalesce(${trials.params} ->> ${field}::text, ${trials.config} ->> ${field}::text)`;
  const isDrawn = sql`${trials.state} <> 'planned'`;
  if (typeof value === 'string') return and(isDrawn, compare(text, comparison, value));
  const found = sql`coalesce(${trials.params} -> ${field}::text, ${trials.config} -> ${field}::text)`;
  const number = sql`case when json_typeof(${found}) = 'number' then (${text})::float8 end`;
  return and(isDrawn, compare(number, comparison, value));
}

const OPERATORS: Readonly<Record<Comparison, SQL>> = {
  '=': sql`=`,
  '!=': sql`<>`,
  '<': sql`<`,
  '<=': sql`<=`,
  '>': sql`>`,
  '>=': sql`>=`,
};

/** Numbers that are typed have few digits: equal is what is shown as the same three. */
function compare(left: SQL, comparison: Comparison, value: number | string): SQL {
  const operator = OPERATORS[comparison];
  if (typeof value === 'string') return sql`${left} ${operator} ${value}`;
  const isNear = sql`abs(${left} - ${value}::float8) <= abs(${value}::float8) * 0.005`;
  if (comparison === '=') return isNear;
  return comparison === '!=' ? sql`not (${isNear})` : sql`${left} ${operator} ${value}::float8`;
}

function textCondition(text: string): SQL | undefined {
  const contains = (column: SQL): SQL => sql`strpos(lower(${column}), ${text.toLowerCase()}) > 0`;
  return or(
    contains(sql`${trials.number}::text`),
    contains(sql`${trials.state}::text`),
    contains(sql`coalesce(${trials.worker}, '')`),
    contains(sql`coalesce(${trials.failure} ->> 'message', '')`),
  );
}
