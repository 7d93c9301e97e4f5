import { z } from 'zod';

/** Trial numbers and places in the search stay below this. */
export const MOST_TRIALS = 1_000_000;

/**
 * What ends the search besides its number of trials, and each trial; whichever comes first. Only `hours` covers
 * finalists and controls too.
 */
export const budgetSpecSchema = z.strictObject({
  epochs: z
    .number()
    .int()
    .min(1)
    .max(1_000_000_000)
    .optional()
    .describe('Epochs of all trials of the search together. Repeatable: counted in trial order.'),
  hours: z
    .number()
    .min(0.001)
    .max(100_000)
    .optional()
    .describe(
      'Wall-clock hours that the study runs, over stops and resumes, finalists included. Not repeatable.',
    ),
  target: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe(
      'The search ends when a trial has a validation error at or below this share. Repeatable: decided in trial order.',
    ),
  patience: z
    .number()
    .int()
    .min(1)
    .max(MOST_TRIALS)
    .optional()
    .describe(
      'The search ends when this many more trials have given no better validation error. Repeatable: decided in trial order.',
    ),
  minutesPerTrial: z
    .number()
    .min(0.01)
    .max(1_000_000)
    .optional()
    .describe('A trial of the search that has trained for longer fails as timed out. Not repeatable.'),
});

export type BudgetSpec = Readonly<z.infer<typeof budgetSpecSchema>>;

/** What can end a search; `space`: it has no config left. */
export const stoppers = ['trials', 'epochs', 'hours', 'target', 'patience', 'space'] as const;

/** What ended the search of a study, and where. */
export interface SearchStop {
  readonly budget: (typeof stoppers)[number];
  /** The last trial that counts, by its place in the search; -1 if there is none. */
  readonly index: number;
  /** What was reached, in words. */
  readonly reason: string;
}
