import { trialPhases, trialStates } from '@ram-sweep/protocol';
import { z } from 'zod';
import { RequestRefusedError } from '../../errors.js';
import { requireOnce } from '../require-once.js';

/** Trials of one page at most; without a limit all of them are streamed. */
export const MOST_OF_A_PAGE = 1_000;

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most));

const namesOf = <Name extends string>(known: readonly [Name, ...Name[]]) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(known)));

const trialsQuery = z.strictObject({
  state: namesOf(trialStates).optional(),
  phase: namesOf(trialPhases).optional(),
  sort: z.enum(['rank', 'number']).default('rank'),
  limit: wholeNumber(1, MOST_OF_A_PAGE).optional(),
  offset: wholeNumber(0, 999_999_999).optional(),
});

/** Which trials an address asks for. Throws a RequestRefusedError (400) that names what is wrong. */
export function parseTrialsQuery(query: URLSearchParams): z.infer<typeof trialsQuery> {
  requireOnce(query);
  const parsed = trialsQuery.safeParse(Object.fromEntries(query));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
  throw new RequestRefusedError(400, issues.join('; '));
}
