import { z } from 'zod';

const count = (low: number, high: number) => z.number().int().min(low).max(high);

/** How a study ends trials early if their recorded epochs are not promising enough. */
export const prunerSpecSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('none').describe('Every trial runs to its last epoch.') }),
  z.strictObject({
    name: z
      .literal('median')
      .describe(
        'Ends a trial whose best validation error is worse than the median of what complete trials had by then.',
      ),
    minEpochs: count(1, 100_000).default(1).describe('No trial is ended before this many epochs.'),
    startupTrials: count(1, 1_000_000)
      .default(5)
      .describe('No trial is ended before this many are complete.'),
  }),
  z.strictObject({
    name: z
      .literal('asha')
      .describe(
        'Asynchronous successive halving: at each rung of epochs only the best share of the trials continues.',
      ),
    minEpochs: count(1, 100_000).default(1).describe('Epochs of the first rung.'),
    reductionFactor: count(2, 100)
      .default(3)
      .describe('Keep 1 in N trials at each rung; each rung is N times as long.'),
  }),
  z.strictObject({
    name: z
      .literal('hyperband')
      .describe('Successive halving from several first rungs, for curves that cross late.'),
    minEpochs: count(1, 100_000).default(1).describe('Epochs of the shortest first rung.'),
    reductionFactor: count(2, 100)
      .default(3)
      .describe('Keep 1 in N trials at each rung; each rung is N times as long.'),
    brackets: count(1, 6).default(4).describe('How many first rungs there are at most.'),
  }),
]);

export type PrunerSpec = Readonly<z.infer<typeof prunerSpecSchema>>;

/** Trainings of finalists, all seeds together. */
const MOST_FINALISTS = 10_000;

/** What follows the search, so that the winner is not just the luckiest of many. */
export const finalistsSpecSchema = z
  .strictObject({
    top: count(1, 1000).default(3).describe('How many of the best configs are trained again.'),
    seeds: count(1, 1000).default(3).describe('Trainings of each, with fresh seeds.'),
    epochs: count(1, 100_000)
      .optional()
      .describe('Epochs of each; by default as many as the trial of the search could have had.'),
    controls: z
      .array(z.enum(['random', 'frozen']))
      .refine((policies) => new Set(policies).size === policies.length, 'name each policy once')
      .default(['random', 'frozen'])
      .describe('The best config with policies that learn nothing, for comparison.'),
    controlSeeds: count(1, 1000)
      .optional()
      .describe(
        'Trainings of each control, with the seeds of the finalists in order, then fresh ones; as many as `seeds` by default. Controls usually differ by more than seeds do, so even one says a lot.',
      ),
  })
  .check(({ value, issues }) => {
    const trainings = value.top * value.seeds;
    if (trainings <= MOST_FINALISTS) return;
    issues.push({
      code: 'custom',
      path: ['seeds'],
      input: value.seeds,
      message: `with top ${value.top} that makes ${trainings} trainings, and at most ${MOST_FINALISTS} are allowed`,
    });
  });

export type FinalistsSpec = Readonly<z.infer<typeof finalistsSpecSchema>>;
