import type { z } from 'zod';
import { StudiesError } from '../../errors.js';

/** What a program gave the method `of`, by its schema. Throws a StudiesError (usage) with all that is wrong. */
export function compiled<Output>(schema: z.ZodType<Output>, given: unknown, of: string): Output {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  const said = problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  throw new StudiesError(`${of}() does not take that: ${said.join('; ')}`, 'usage', undefined, { problems });
}
