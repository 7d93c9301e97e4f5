import { z } from 'zod';
import { keyProblem } from './key-problem.js';
import { targetSchema } from './target.js';

const MINUTES_OF_A_WEEK = 10_080;

const targetNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,40}$/, 'a name has letters, digits, "_" and "-" only, at most 40');

const stallMinutes = z
  .number()
  .min(1)
  .max(MINUTES_OF_A_WEEK)
  .default(30)
  .describe('A study that records no epoch for this long has stalled.');

/** The section `notify` of a settings file: targets by name. */
export const notifySettingsSchema = z.strictObject({
  stallMinutes,
  targets: z.record(targetNameSchema, targetSchema, { error: keyProblem }).default({}),
});

/** A target with its name, by which its progress is kept. */
const namedTargetSchema = z.strictObject({ name: targetNameSchema, target: targetSchema });
export type NamedTarget = Readonly<z.infer<typeof namedTargetSchema>>;

/** The options of the process that drives a study. */
export const notifyOptionsSchema = z.strictObject({
  stallMinutes,
  targets: z.array(namedTargetSchema).readonly().default([]),
});
export type NotifyOptions = Readonly<z.infer<typeof notifyOptionsSchema>>;
