import { epochResultSchema, trialConfigSchema } from '@ram-sweep/protocol';
import { z } from 'zod';
import { batchCount } from '../training/split.js';

const count = z.number().int().min(0);
const error = z.number().min(0).max(1);

/** Ten times as many as the largest model has. */
const MAX_ARRAYS = 1000;

/** Which part of a checkpoint an array of numbers belongs to; `slots.m` is the optimizer slot m. */
const ownerSchema = z.union([z.literal(['parameters', 'best']), z.templateLiteral(['slots.', z.string()])]);

/** The JSON header of an encoded checkpoint: everything but the float32 data, and the layout of that data. */
export const headerSchema = z
  .strictObject({
    config: trialConfigSchema,
    imageSize: count.min(1),
    classes: count.min(1),
    pixelMean: z.number(),
    pixelStd: z.number(),
    trainImages: count.min(1),
    validationImages: count.min(1),
    epoch: count,
    step: count,
    partial: z.strictObject({
      rows: count,
      loss: z.number(),
      actionLoss: z.number(),
      baselineLoss: z.number(),
      reinforceLoss: z.number(),
      correct: count,
      seconds: z.number().min(0),
    }),
    schedule: z.strictObject({ best: error.nullable(), badEpochs: count, drops: count }),
    history: z.array(epochResultSchema),
    best: z.strictObject({ epoch: count.min(1), validationError: error }).nullable(),
    updates: count,
    /** Owner, name and length of each array, in the order of the data. */
    arrays: z.array(z.tuple([ownerSchema, z.string(), count])).max(MAX_ARRAYS),
  })
  .check(({ value, issues }) => {
    for (const message of contradictions(value)) issues.push({ code: 'custom', input: value, message });
  });

export type CheckpointHeader = z.infer<typeof headerSchema>;
type Owner = z.infer<typeof ownerSchema>;
export type ArrayEntry = readonly [owner: Owner, name: string, length: number];

/** Ways in which a well-formed header contradicts itself. */
function contradictions(header: CheckpointHeader): string[] {
  const { config, epoch, step, partial, history, best, trainImages, arrays } = header;
  const rows = Math.min(step * config.batchSize, trainImages) * config.rollouts;
  const names = new Set(arrays.map(([owner, name]) => JSON.stringify([owner, name])));
  const rules: [boolean, string][] = [
    [epoch <= config.epochs, `epoch ${epoch} is beyond the last one, ${config.epochs}`],
    [history.length === epoch, `${history.length} results recorded for ${epoch} epochs`],
    [history.every((result, index) => result.epoch === index + 1), 'its results are out of order'],
    [step <= batchCount(trainImages, config.batchSize), `step ${step} is beyond the end of an epoch`],
    [partial.rows === rows, `${partial.rows} rows recorded for ${step} steps`],
    [partial.correct <= partial.rows, 'more rows are right than there are'],
    [(best === null) === (epoch === 0), 'its best epoch and its epochs do not agree'],
    [(best?.epoch ?? 0) <= epoch, 'its best epoch is not complete'],
    [names.size === arrays.length, 'an array appears twice'],
  ];
  return rules.filter(([holds]) => !holds).map(([, message]) => message);
}
