import { trialConfigSchema, trialPhases, trialStates } from '@ram-sweep/protocol';
import type { Comparison, TrialCondition, TrialFilter } from '@ram-sweep/store/read';

interface ParsedFilter {
  readonly conditions: TrialFilter;
  /** What is wrong with it; null if nothing is. */
  readonly error: string | null;
}

/**
 * A filter as it is typed: words that must all hold, with spaces between them.
 *
 *   word       = name comparison value | text
 *   comparison = "=" | ":" | "!=" | "<" | "<=" | ">" | ">="
 *   name       = state | phase | trial | error | try | time | any field of the config
 *   text       = part of a trial's number, state, worker or failure
 *
 * An error is a share or per cent, a time is in seconds; `state=running error<3% std>0.1`.
 */
export function parseFilter(text: string): ParsedFilter {
  const conditions: TrialCondition[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const parsed = parseWord(word);
    if (typeof parsed === 'string') return { conditions: [], error: parsed };
    conditions.push(parsed);
  }
  return { conditions, error: null };
}

function parseWord(word: string): TrialCondition | string {
  const found = /^([A-Za-z]+)(!=|<=|>=|[=:<>])(.*)$/.exec(word);
  if (!found) return { kind: 'text', text: word };
  const [, name = '', sign = '', value = ''] = found;
  const comparison = (sign === ':' ? '=' : sign) as Comparison;
  if (value === '') return `${name}${sign} needs a value`;
  if (name === 'state') return oneOf('state', trialStates, comparison, value);
  if (name === 'phase') return oneOf('phase', trialPhases, comparison, value);
  const number = numbers.get(name);
  return number ? numberCondition(name, number, comparison, value) : fieldCondition(name, comparison, value);
}

const numbers: ReadonlyMap<string, Extract<TrialCondition, { kind: 'number' }>['of']> = new Map([
  ['trial', 'trial'],
  ['error', 'error'],
  ['try', 'try'],
  ['time', 'seconds'],
]);

function oneOf(
  kind: 'state' | 'phase',
  known: readonly string[],
  comparison: Comparison,
  value: string,
): TrialCondition | string {
  if (comparison !== '=' && comparison !== '!=') return `${kind} takes = or !=`;
  const name = known.find((each) => each.startsWith(value.toLowerCase()));
  if (name === undefined) return `no ${kind} is called "${value}"; there are ${known.join(', ')}`;
  return { kind, equals: comparison === '=', [kind]: name } as unknown as TrialCondition;
}

function numberCondition(
  name: string,
  of: Extract<TrialCondition, { kind: 'number' }>['of'],
  comparison: Comparison,
  text: string,
): TrialCondition | string {
  const isPercent = of === 'error' && text.endsWith('%');
  const value = numberOf(isPercent ? text.slice(0, -1) : text);
  if (value === null) return `${name} is compared with a number, not with "${text}"`;
  return { kind: 'number', of, comparison, value: isPercent ? value / 100 : value };
}

const fields = Object.keys(trialConfigSchema.shape);

function fieldCondition(name: string, comparison: Comparison, text: string): TrialCondition | string {
  const field = fields.find((each) => each.toLowerCase() === name.toLowerCase());
  if (field === undefined)
    return `"${name}" is no field; there are state, phase, trial, error, try, time and those of the config`;
  const value = numberOf(text);
  if (value === null && comparison !== '=' && comparison !== '!=')
    return `${field} is compared with a number, not with "${text}"`;
  return { kind: 'field', field, comparison, value: value ?? text };
}

function numberOf(text: string): number | null {
  const value = Number(text);
  return text !== '' && Number.isFinite(value) ? value : null;
}
