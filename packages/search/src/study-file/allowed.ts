import type { Path } from './finding.js';
import { studyJsonSchema } from './json-schema.js';
import { describeSchema, schemaAt } from './schema-words.js';

const root = studyJsonSchema();

/** What is allowed at `path` of a study, in words; undefined if that takes too many words. */
export function describeAllowed(path: Path, study: unknown): string | undefined {
  const schema = schemaAt(root, path, study);
  return schema === undefined ? undefined : describeSchema(schema);
}

/** Names that the mapping at `path` may have. */
export function allowedKeys(path: Path, study: unknown): string[] {
  return Object.keys(schemaAt(root, path, study)?.properties ?? {}).filter((name) => name !== '$schema');
}

/** The names that a value at `path` may have, if there are only a few. */
export function allowedChoices(path: Path, study: unknown): string[] {
  const schema = schemaAt(root, path, study);
  const choices = schema?.enum ?? schema?.anyOf?.find((option) => option.enum !== undefined)?.enum ?? [];
  return choices.map(String);
}
