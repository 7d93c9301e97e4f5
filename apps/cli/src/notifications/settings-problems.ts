import { closestName, describeSchema, formatPath, schemaAt, valueAt } from '@ram-sweep/search';
import { z } from 'zod';

/**
 * What is wrong with settings, in the words of study files: a line for each mistake. None repeats a text that is
 * written there: it may be a secret.
 */
export function describeSettingsProblems(
  schema: z.ZodType,
  settings: unknown,
  issues: readonly z.core.$ZodIssue[],
): string[] {
  const root = z.toJSONSchema(schema, { io: 'input' });
  return issues.flatMap((issue) => {
    const path = issue.path as (string | number)[];
    const place = formatPath(path) || 'the file';
    const allowed = schemaAt(root, path, settings);
    if (issue.code === 'unrecognized_keys') {
      const names = Object.keys(allowed?.properties ?? {});
      return issue.keys.map(
        (key) => `${formatPath([...path, key])} is not a known field; ${way(key, names)}`,
      );
    }
    if (issue.code === 'invalid_key') return [`${place}: ${issue.issues[0]?.message ?? issue.message}`];
    if (issue.code === 'custom' || issue.code === 'invalid_format') return [`${place} ${issue.message}`];
    const words = allowed && describeSchema(allowed);
    return [`${place} ${found(issue, valueAt(settings, path))}${words ? `; allowed: ${words}` : ''}`];
  });
}

function way(key: string, names: readonly string[]): string {
  const meant = closestName(key, names);
  return meant === undefined ? `allowed: ${names.join(', ')}` : `did you mean ${meant}?`;
}

function found({ code }: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return 'is missing';
  if (value === null) return 'is empty (null)';
  if (typeof value === 'number' || typeof value === 'boolean') return `is ${value}`;
  if (typeof value !== 'string') return Array.isArray(value) ? 'is a list' : 'is a mapping';
  return WRONG_TEXTS[code] ?? 'has another value';
}

/** By zod's names. */
const WRONG_TEXTS: Readonly<Record<string, string>> = {
  invalid_type: 'is text',
  too_small: 'is too short',
  too_big: 'is too long',
};
