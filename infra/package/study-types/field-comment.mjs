/** A doc comment of one line. */
export const comment = (text, indent = '') => `${indent}/** ${text.replaceAll('*/', '* /')} */\n`;

/** The comment of a field: its description, range and default; '' where it has none of them. */
export function fieldComment(schema, indent) {
  const parts = [schema.description, [rangeOf(schema), defaultOf(schema)].filter(Boolean).join('; ')];
  const text = parts
    .filter(Boolean)
    .map((part) => part.replace(/^[a-z]/, (letter) => letter.toUpperCase()).replace(/\.?$/, '.'))
    .join(' ');
  return text === '' ? '' : comment(text, indent);
}

/** For a longer one the description says it. */
const LONGEST_DEFAULT = 60;

function defaultOf({ def: { defaultValue } }) {
  const text = defaultValue === undefined ? undefined : JSON.stringify(defaultValue);
  return text === undefined || text.length > LONGEST_DEFAULT ? '' : `default: ${text}`;
}

/** `from 1 to 20` and the like. */
function rangeOf(schema) {
  const { type, minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below } = limitsOf(schema);
  if (type !== 'integer' && type !== 'number') return '';
  const limits = [
    above === undefined ? '' : `above ${above}`,
    below === undefined ? '' : `below ${below}`,
    minimum > Number.MIN_SAFE_INTEGER ? `from ${minimum}` : '',
    maximum < Number.MAX_SAFE_INTEGER ? `to ${maximum}` : '',
  ].filter(Boolean);
  return type === 'integer' || limits.length > 0 ? [type, ...limits].join(' ') : '';
}

/** The JSON schema of a number, also of one that may be null or missing. */
function limitsOf(schema) {
  const { anyOf, ...alone } = schema.toJSONSchema({ io: 'input', unrepresentable: 'any' });
  return anyOf?.find(({ type }) => type !== 'null') ?? alone;
}
