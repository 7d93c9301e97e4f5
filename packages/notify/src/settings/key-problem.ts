import type { z } from 'zod';

/** The error of a record whose keys may be wrong: what is wrong with the key, in the place of zod's `Invalid key`. */
export const keyProblem: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined;
