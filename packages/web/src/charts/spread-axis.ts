import type { Distribution } from '@ram-sweep/protocol';
import type { SpreadAxis } from '@ram-sweep/store/read';

/** As the report draws it: an integer field of more values is drawn like a continuous one. */
const MOST_VALUES = 50;

/** How the database counts a field's values: choices and integers of few values have a place each. */
export function spreadAxis(field: string, distribution: Distribution): SpreadAxis {
  if (distribution.distribution === 'categorical')
    return { field, scale: 'choices', choices: distribution.choices.map(String) };
  const { low, high } = distribution;
  if (distribution.distribution === 'integer' && high - low < MOST_VALUES)
    return {
      field,
      scale: 'choices',
      choices: Array.from({ length: high - low + 1 }, (_, index) => String(low + index)),
    };
  return { field, scale: distribution.distribution === 'log-uniform' ? 'log' : 'linear', low, high };
}
