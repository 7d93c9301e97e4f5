import { isMapping, type Path } from './finding.js';
import type { JsonSchema } from './json-schema.js';

/**
 * The schema of one place in `whole`, a value that `root` describes. Where several shapes are possible, the value's own
 * `distribution`, `name` or `kind` decides.
 */
export function schemaAt(root: JsonSchema, path: Path, whole: unknown): JsonSchema | undefined {
  let schema: JsonSchema | undefined = root;
  let held = whole;
  for (const part of path) {
    schema = inner(variant(root, schema, held), part);
    if (schema === undefined) return undefined;
    held =
      isMapping(held) || Array.isArray(held) ? (held as Record<string | number, unknown>)[part] : undefined;
  }
  return variant(root, schema, held);
}

function inner(schema: JsonSchema, part: string | number): JsonSchema | undefined {
  const { properties, additionalProperties, items } = schema;
  const found =
    typeof part === 'number'
      ? items
      : properties && Object.hasOwn(properties, part)
        ? properties[part]
        : additionalProperties;
  if (isMapping(found)) return found;
  const shapes = shapesOf(schema);
  return typeof part === 'string' && shapes ? discriminator(shapes, part) : undefined;
}

function variant(root: JsonSchema, schema: JsonSchema, value: unknown): JsonSchema {
  const target =
    schema.$ref === undefined ? schema : (root.$defs?.[schema.$ref.replace('#/$defs/', '')] ?? schema);
  if (!isMapping(value)) return target;
  const shapes = shapesOf(target);
  const chosen = shapes?.find((option) => DISCRIMINATORS.some((key) => isChosen(option, key, value)));
  return chosen ?? (shapes?.length === 1 ? shapes[0]! : target);
}

/** The mappings among the allowed values. */
const shapesOf = ({ oneOf, anyOf }: JsonSchema): readonly JsonSchema[] | undefined =>
  oneOf ?? anyOf?.flatMap((option) => option.oneOf ?? (option.type === 'object' ? [option] : []));

/** The fields that distinguish a shape from the others: of a distribution, of a pruner and a sampler, of a target. */
const DISCRIMINATORS = ['distribution', 'name', 'kind'] as const;

const isChosen = (option: JsonSchema, key: string, value: Readonly<Record<string, unknown>>): boolean =>
  constOf(option, key) !== undefined && constOf(option, key) === value[key];

const constOf = (option: JsonSchema, key: string): JsonSchema['const'] =>
  (option.properties?.[key] as JsonSchema | undefined)?.const;

const discriminator = (options: readonly JsonSchema[], key: string): JsonSchema | undefined => {
  const names = options.map((option) => constOf(option, key)).filter((name) => name !== undefined);
  return names.length > 0 ? { enum: names } : undefined;
};

/** `an integer from 1 to 20`, `one of adam, sgd`, `a number above 0 or null`. */
export function describeSchema(schema: JsonSchema): string | undefined {
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum !== undefined) return oneOf(schema.enum.map(String));
  if (schema.oneOf !== undefined) return describeShapes(schema.oneOf);
  const options = namesAlone(schema) ?? schema.anyOf;
  if (options !== undefined) return [...new Set(options.map(describeSchema))].join(' or ');
  switch (schema.type) {
    case 'integer':
      return withRange('an integer', schema);
    case 'number':
      return withRange('a number', schema);
    case 'string':
      return schema.maxLength === undefined ? 'text' : `text of at most ${schema.maxLength} characters`;
    case 'array':
      return describeList(schema);
    case 'null':
      return 'null';
    case 'object':
      return schema.properties === undefined
        ? 'a mapping'
        : `a mapping of ${shortList(Object.keys(schema.properties))}`;
    default:
      return Array.isArray(schema.type) ? 'a number, text, true, false or null' : undefined;
  }
}

function describeList({ minItems = 0, maxItems }: JsonSchema): string {
  if (maxItems === undefined) return minItems > 0 ? `a list of at least ${minItems}` : 'a list';
  return minItems > 0 ? `a list of ${minItems} to ${maxItems}` : `a list of at most ${maxItems}`;
}

/** If a name alone stands for a mapping with that name, the names need not be listed twice. */
function namesAlone({ anyOf }: JsonSchema): JsonSchema[] | undefined {
  const names = anyOf?.find((option) => option.enum !== undefined);
  const shapes = anyOf?.find((option) => option.oneOf !== undefined);
  return names && shapes ? [names, { const: 'a mapping with such a name' }] : undefined;
}

function describeShapes(shapes: readonly JsonSchema[]): string {
  const key = DISCRIMINATORS.find((name) => discriminator(shapes, name) !== undefined) ?? 'name';
  return `a mapping with ${key}: ${describeSchema(discriminator(shapes, key) ?? {})}`;
}

const shortList = (names: readonly string[]): string =>
  names.length > 6 ? `${names.slice(0, 6).join(', ')}, …` : names.join(', ');

const oneOf = (names: readonly string[]): string =>
  names.length === 1 ? (names[0] ?? '') : `one of ${names.join(', ')}`;

function withRange(kind: string, schema: JsonSchema): string {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below } = schema;
  const low = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? undefined : minimum;
  const high = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (low !== undefined && high !== undefined) return `${kind} from ${low} to ${high}`;
  const limits = [
    above === undefined ? undefined : `above ${above}`,
    below === undefined ? undefined : `below ${below}`,
    low === undefined ? undefined : `of at least ${low}`,
    high === undefined ? undefined : `at most ${high}`,
  ].filter((limit) => limit !== undefined);
  return limits.length === 0 ? kind : `${kind} ${limits.join(' and ')}`;
}
