import { z } from 'zod';

/** A value that a trial's field can take. */
const paramValueSchema = z.union([z.number(), z.string(), z.boolean(), z.null()]);
export type ParamValue = z.infer<typeof paramValueSchema>;

/** The values that a sampler drew for one trial, by field of the trial config. */
export type Params = Readonly<Record<string, ParamValue>>;

/** Values of one field that a study can list. */
const MOST_CHOICES = 10_000;

const when = z
  .record(z.string(), z.union([paramValueSchema, z.array(paramValueSchema).min(1).max(MOST_CHOICES)]))
  .optional()
  .describe(
    'Draw this field only where another was drawn or fixed at one of these values, e.g. {optimizer: sgd}.',
  );

const ordered = (value: { low: number; high: number }) => value.low <= value.high;
const orderedMessage = { path: ['high'], message: 'must not be smaller than low' };

/** How the values of one field are distributed. */
export const distributionSchema = z.discriminatedUnion('distribution', [
  z
    .strictObject({ distribution: z.literal('uniform'), low: z.number(), high: z.number(), when })
    .refine(ordered, orderedMessage),
  z
    .strictObject({
      distribution: z.literal('log-uniform'),
      low: z.number().positive(),
      high: z.number().positive(),
      when,
    })
    .refine(ordered, orderedMessage),
  z
    .strictObject({ distribution: z.literal('integer'), low: z.number().int(), high: z.number().int(), when })
    .refine(ordered, orderedMessage),
  z.strictObject({
    distribution: z.literal('categorical'),
    choices: z.array(paramValueSchema).min(1).max(MOST_CHOICES),
    when,
  }),
]);

export type Distribution = Readonly<z.infer<typeof distributionSchema>>;
export type SearchSpace = Readonly<Record<string, Distribution>>;
