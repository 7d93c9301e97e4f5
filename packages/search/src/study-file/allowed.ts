import { isMapping, type Path } from './finding.js';
import { studyJsonSchema, type JsonSchema } from './json-schema.js';

const root = studyJsonSchema();

/** What is allowed at `path` of a study, in words; undefined if that takes too many words. */
export function describeAllowed(path: Path, study: unknown): string | undefined {
  const schema = schemaAt(path, study);
  return schema === undefined ? undefined : describeSchema(schema);
}

/** Names that the mapping at `path` may have. */
export function allowedKeys(path: Path, study: unknown): string[] {
  return Object.keys(schemaAt(path, study)?.properties ?? {}).filter((name) => name !== '$schema');
}

/** The names that a value at `path` may have, if there are only a few. */
export function allowedChoices(path: Path, study: unknown): string[] {
  const schema = schemaAt(path, study);
  const choices = schema?.enum ?? schema?.anyOf?.find((option) => option.enum !== undefined)?.enum ?? [];
  return choices.map(String);
}

/** The schema of one place. Where several shapes are possible, the value's own `distribution` or `name` decides. */
function schemaAt(path: Path, study: unknown): JsonSchema | undefined {
  let schema: JsonSchema | undefined = root;
  let held = study;
  for (const part of path) {
    schema = inner(variant(schema, held), part);
    if (schema === undefined) return undefined;
    held =
      isMapping(held) || Array.isArray(held) ? (held as Record<string | number, unknown>)[part] : undefined;
  }
  return variant(schema, held);
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

function variant(schema: JsonSchema, value: unknown): JsonSchema {
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

/** The fields that distinguish a shape from the others: of a distribution, of a pruner and a sampler. */
const DISCRIMINATORS = ['distribution', 'name'] as const;

const isChosen = (option: JsonSchema, key: string, value: Readonly<Record<string, unknown>>): boolean =>
  constOf(option, key) !== undefined && constOf(option, key) === value[key];

const constOf = (option: JsonSchema, key: string): JsonSchema['const'] =>
  (option.properties?.[key] as JsonSchema | undefined)?.const;

const discriminator = (options: readonly JsonSchema[], key: string): JsonSchema | undefined => {
  const names = options.map((option) => constOf(option, key)).filter((name) => name !== undefined);
  return names.length > 0 ? { enum: names } : undefined;
};

/** `an integer from 1 to 20`, `one of adam, sgd`, `a number above 0 or null`. */
function describeSchema(schema: JsonSchema): string | undefined {
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
  if (maxItems === undefined) return 'a list';
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
