import { z } from 'zod';

const positive = () => z.number().positive();
const count = (low: number, high: number) => z.number().int().min(low).max(high);

/**
 * Everything one training of the Recurrent Attention Model depends on, besides its data.
 * Every field has a default, and every field can be fixed or searched by a study file.
 * The same config on the same data gives the same numbers, on one engine and machine.
 */
export const trialConfigSchema = z.strictObject({
  // Glimpse sensor (paper §3.1)
  patchSize: count(1, 64).default(8).describe('Side g of the smallest patch, in pixels.'),
  scale: count(1, 5).default(1).describe('Number of patches k; each is twice as wide as the one before.'),
  glimpses: count(1, 20).default(6).describe('Glimpses N before the model answers.'),

  // Networks: widths in units
  patchHidden: count(1, 4096).default(128).describe('Width of the layer that reads the patches.'),
  locationHidden: count(1, 4096).default(128).describe('Width of the layer that reads the location.'),
  hidden: count(1, 4096).default(256).describe('Width of the glimpse vector g and of the core state h.'),
  locator: z
    .enum(['linear', 'hidden'])
    .default('linear')
    .describe('Location network: linear in h as in the paper, or with one hidden ReLU layer.'),
  locatorHidden: count(1, 4096).default(128).describe("Width of the locator's hidden layer."),
  locationMean: z
    .enum(['tanh', 'linear'])
    .default('tanh')
    .describe('Squashing of the policy mean: tanh, or none (the sample is clamped to the image either way).'),
  recurrentInit: z
    .enum(['uniform', 'identity'])
    .default('uniform')
    .describe(
      'Initial weights from one core state to the next: uniform like those of every layer, or close to the identity, so that the core remembers from the start.',
    ),
  coreLosses: z
    .enum(['action', 'all'])
    .default('action')
    .describe(
      'Losses that train the core and the glimpse network: only that of the answer, with locator and baseline reading the core state detached; or the whole loss, where reinforceWeight sets how much the policy counts.',
    ),

  // Policy
  policy: z
    .enum(['learned', 'random', 'frozen'])
    .default('learned')
    .describe(
      'Where glimpses go: learned; uniformly random; frozen at the centre. The last two are controls.',
    ),
  std: z
    .number()
    .positive()
    .max(2)
    .default(0.17)
    .describe('Standard deviation of the location policy, where ±1 is the image edge.'),
  firstLocation: z
    .enum(['random', 'centre', 'learned'])
    .default('random')
    .describe('Where the first glimpse goes.'),
  reward: z
    .enum(['correct', 'probability'])
    .default('correct')
    .describe(
      'What the policy is rewarded with: 1 for the right answer and 0 for a wrong one, or the probability of the right one, which is less noisy.',
    ),

  // Optimisation
  optimizer: z.enum(['adam', 'sgd']).default('adam').describe('Adam, or SGD with momentum.'),
  momentum: z.number().min(0).max(0.9999).default(0.9).describe('Momentum of SGD.'),
  learningRate: positive().max(10).default(0.001).describe('Learning rate before the schedule.'),
  schedule: z
    .enum(['constant', 'linear', 'cosine', 'step', 'plateau'])
    .default('linear')
    .describe('How the learning rate falls: linear and cosine reach zero at the last epoch.'),
  restartEpoch: count(1, 100_000)
    .nullable()
    .default(null)
    .describe(
      'Epoch at which linear and cosine first reach zero and start again; null: once, at the last. The first rung under asha.',
    ),
  restartFactor: count(2, 100)
    .default(3)
    .describe('They do so again at each epoch that is this many times the one before.'),
  stepEpochs: count(1, 100_000).default(10).describe('Epochs between two drops of the step schedule.'),
  decay: z
    .number()
    .positive()
    .max(1)
    .default(0.1)
    .describe('Factor of a drop of the step and plateau schedules.'),
  patience: count(1, 100_000)
    .default(10)
    .describe('Epochs without improvement before the plateau schedule drops.'),
  batchSize: count(1, 4096).default(128).describe('Images in one training step.'),
  epochs: count(1, 100_000).default(10).describe('Passes over the training images.'),
  reinforceWeight: z
    .number()
    .min(0)
    .max(100)
    .default(0.01)
    .describe(
      'Weight of the REINFORCE loss. Unless coreLosses is all, it reaches only the locator and a learned first location, whose steps are the same for any weight under Adam: it then matters only with sgd or clipNorm.',
    ),
  clipNorm: positive()
    .max(1e9)
    .nullable()
    .default(null)
    .describe('Largest global gradient norm; null clips nothing.'),
  rollouts: count(1, 100).default(1).describe('Sampled paths M for each image in a training step.'),

  // Evaluation
  evaluation: z
    .enum(['mean', 'sampled'])
    .default('mean')
    .describe('Policy at evaluation: its mean, or samples as in training.'),
  evaluationRollouts: count(1, 100)
    .default(1)
    .describe('Paths for each image at evaluation; their probabilities are averaged.'),

  // Data
  normalisation: z
    .enum(['none', 'standard'])
    .default('none')
    .describe("Pixels unchanged in [0, 1], or standardised to the data set's mean 0 and deviation 1."),
  validationSplit: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.1)
    .describe('Share of the training images that is held out for validation.'),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(1)
    .describe('Seed of weights, noise and batch order. A study gives each trial its own unless it is fixed.'),
});

export type TrialConfig = Readonly<z.infer<typeof trialConfigSchema>>;
export type TrialConfigField = keyof TrialConfig;

type Fields = typeof trialConfigSchema.shape;
type WithoutDefaults = { [Field in keyof Fields]: z.ZodOptional<ReturnType<Fields[Field]['unwrap']>> };

/** The same fields, none of them required and none filled in: what a study file fixes. */
export const fixedConfigSchema = z.strictObject(
  Object.fromEntries(
    Object.entries(trialConfigSchema.shape).map(([field, schema]) => [
      field,
      schema
        .unwrap()
        .optional()
        .describe(schema.description ?? ''),
    ]),
  ) as WithoutDefaults,
);

/** The config with every default filled in, frozen. Throws a ZodError that names every wrong field. */
export function compileTrialConfig(input: unknown): TrialConfig {
  return Object.freeze(trialConfigSchema.parse(input));
}
