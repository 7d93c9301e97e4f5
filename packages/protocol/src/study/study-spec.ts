import { z } from 'zod';
import { budgetSpecSchema, MOST_TRIALS } from './budget-spec.js';
import { datasetSpecSchema } from './dataset-spec.js';
import { finalistsSpecSchema, prunerSpecSchema } from './pruner-spec.js';
import { samplerSpecSchema } from './sampler-spec.js';
import { distributionSchema, type SearchSpace } from './search-space.js';
import { fixedConfigSchema, trialConfigSchema } from '../trial/trial-config.js';

/** A study's name is part of commands and file names, so it is restricted. */
export const studyNameSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
    'at most 63 letters, digits, ".", "_" and "-", of which the first is a letter or a digit',
  );

const fields = trialConfigSchema.keyof();

/** The space that the paper's authors left open; see docs/glossary.md for the units. */
const defaultSpace: SearchSpace = {
  std: { distribution: 'log-uniform', low: 0.03, high: 0.3 },
  glimpses: { distribution: 'integer', low: 2, high: 8 },
  scale: { distribution: 'categorical', choices: [1, 2, 3] },
};

/**
 * A study file: what is searched, on what data, with what budget. This is only the shape; @ram-sweep/search checks
 * it against the trial config as a whole.
 */
export const studySpecSchema = z.strictObject({
  name: studyNameSchema.describe('Name of the study; commands find it by this.'),
  dataset: datasetSpecSchema.describe('The data that every trial trains on.'),
  trials: z
    .number()
    .int()
    .min(1)
    .max(MOST_TRIALS)
    .nullable()
    .default(20)
    .describe(
      'How many trials the search has. If null, or left out beside a budget that ends the search: as many as that allows.',
    ),
  budget: budgetSpecSchema
    .default({})
    .describe('What else ends the search or a trial, whichever comes first.'),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(1)
    .describe(
      'Seed of the study: the params of a trial follow from it and the place of the trial, and with a sampler that learns also from earlier results.',
    ),
  sampler: samplerSpecSchema
    .default({ name: 'random', distinct: false })
    .describe('How params are chosen: a name, or a mapping with name and options.'),
  space: z
    .partialRecord(fields, distributionSchema)
    .default(defaultSpace)
    .describe(
      'Fields of the trial config that are searched: by default std, glimpses and scale, except those that are fixed.',
    ),
  require: z
    .array(z.string().max(500))
    .max(50)
    .default([])
    .describe(
      'Conditions that the complete config of every trial meets, such as "patchSize * 2 ** (scale - 1) <= 60".',
    ),
  first: z
    .array(fixedConfigSchema)
    .max(1000)
    .default([])
    .describe("Configs to try before the sampler's; searched fields that a config leaves out are drawn."),
  prior: z
    .array(studyNameSchema)
    .max(20)
    .refine((names) => new Set(names).size === names.length, 'name each study once')
    .default([])
    .describe('Earlier studies of comparable spaces, whose trials the sampler learns from.'),
  pruner: prunerSpecSchema.default({ name: 'none' }).describe('When a trial is ended early.'),
  finalists: finalistsSpecSchema
    .nullable()
    .default(null)
    .describe('Trainings after the search: its best configs again, with fresh seeds, and controls.'),
  config: fixedConfigSchema.default({}).describe('Fields of the trial config that are fixed for all trials.'),
  retries: z
    .number()
    .int()
    .min(0)
    .max(100)
    .default(2)
    .describe('How often a trial that failed for a reason worth retrying is tried again.'),
});

export type StudySpec = Readonly<z.infer<typeof studySpecSchema>>;
