import { z } from 'zod';

/** How many of the preceding trials a sampler that learns need not wait for. */
const lag = z
  .number()
  .int()
  .min(0)
  .max(10_000)
  .default(7)
  .describe(
    'The params of trial n follow from the results of trials 0 to n − 1 − lag, so lag + 1 trials can train their first rung at once.',
  );

const named = z.discriminatedUnion('name', [
  z.strictObject({
    name: z.literal('random').describe('Each field is drawn independently.'),
    distinct: z.boolean().default(false).describe('Draw no config twice if the space is discrete.'),
  }),
  z.strictObject({
    name: z
      .literal('sobol')
      .describe('A scrambled Sobol sequence: more even than random, and just as repeatable.'),
  }),
  z.strictObject({
    name: z.literal('grid').describe('Every combination of values once, in a random order.'),
    points: z
      .number()
      .int()
      .min(2)
      .max(1000)
      .default(5)
      .describe('Number of values of a continuous field, or of an integer field with more values than that.'),
  }),
  z.strictObject({ name: z.literal('tpe').describe('Tree-structured Parzen estimator.'), lag }),
  z.strictObject({
    name: z.literal('gp').describe('A Gaussian process, for budgets up to about 60 trials; then tpe.'),
    lag,
  }),
  z.strictObject({
    name: z.literal('auto').describe('One of the others, chosen by the number of trials and the space.'),
    lag,
  }),
]);

export const samplerNames = named.options.map(({ shape }) => shape.name.value);

/** The sampler, which chooses the params of a trial; a name alone means that sampler with its defaults. */
export const samplerSpecSchema = z.union([
  named,
  z
    .enum(samplerNames)
    .transform((name) => ({ name }))
    .pipe(named),
]);

export type SamplerSpec = Readonly<z.infer<typeof samplerSpecSchema>>;
