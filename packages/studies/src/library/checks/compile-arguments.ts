import { engineChoices } from '@ram-sweep/engines';
import { z } from 'zod';
import { compiled } from './compiled.js';
import type { ModelOptions } from '../interfaces/study.js';

/*
 * What programs give the methods of studies and models besides the options of a sweep. Each throws a StudiesError
 * (usage) for anything else.
 */

/** Trials are numbered by 32-bit integers. */
const trialNumber = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);

export const compileTrialNumber = (number: number): number => compiled(trialNumber, number, 'trial');

const modelOptionsSchema = z.strictObject({
  trial: trialNumber.optional(),
  engine: z.enum(engineChoices).default('auto'),
});

export const compileModelOptions = (options: ModelOptions): z.infer<typeof modelOptionsSchema> =>
  compiled(modelOptionsSchema, options, 'model');

const eventOptionsSchema = z.strictObject({ signal: z.instanceof(AbortSignal).optional() });

/** The signal that ends the following; one that never aborts where none is given. */
export const compileSignal = (options: { readonly signal?: AbortSignal }): AbortSignal =>
  compiled(eventOptionsSchema, options, 'events').signal ?? new AbortController().signal;

const studyName = z.string().min(1).optional();

/** Undefined: the newest. */
export const compileStudyName = (name: string | undefined): string | undefined =>
  compiled(studyName, name, 'study');

const wantedImagesSchema = z.strictObject({
  split: z.enum(['validation', 'test']),
  count: z.int().min(0),
});
type WantedImages = z.infer<typeof wantedImagesSchema>;

export const compileWantedImages = (wanted: WantedImages): WantedImages =>
  compiled(wantedImagesSchema, wanted, 'images');
