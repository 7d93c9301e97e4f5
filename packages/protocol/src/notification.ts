import { z } from 'zod';
import { failureClasses } from './trial/failure-classes.js';

/**
 * The kinds of notifications of a study. `best`: a new smallest validation error in the search; `failure`: trials
 * failed for good; `stall`: no epoch was recorded for a long time; `stop`: the sweep was stopped before its end; `end`:
 * the study is complete.
 */
export const notificationKinds = ['best', 'failure', 'stall', 'stop', 'end'] as const;
export type NotificationKind = (typeof notificationKinds)[number];

const count = z.number().int().min(0);
/** Share of wrong answers. */
const error = z.number().min(0).max(1);

const best = z.strictObject({
  trial: count,
  epoch: count,
  validationError: error,
  /** The smallest one before; null if there was none. */
  before: error.nullable(),
});

const failure = z.strictObject({
  /** Trials that failed. */
  count: count.min(1),
  /** The first ten of them. */
  trials: z
    .array(z.strictObject({ trial: count, class: z.enum(failureClasses), message: z.string() }))
    .readonly(),
});

const stall = z.strictObject({
  /** Without an epoch. */
  minutes: z.number().min(0),
  /** Trials that workers hold. */
  running: count,
  /** Workers that sent a heartbeat lately. */
  workers: count,
});

const winner = z.strictObject({
  trial: count,
  /** `finalist`: the mean over seeds; `search`: one training, which may owe something to luck. */
  source: z.enum(['finalist', 'search']),
  validationError: error,
  /** Half of the 95% interval; null for a single seed. */
  halfWidth: z.number().min(0).nullable(),
  seeds: count.min(1),
});

const verdict = z.strictObject({
  attention: z.enum(['pays', 'costs', 'not shown']),
  /** For people. */
  text: z.string(),
});

/** Trials that failed of the same. */
const failureGroup = z.strictObject({
  class: z.enum(failureClasses),
  trials: count.min(1),
  /** The first of them by number, and what it said. */
  first: count,
  message: z.string(),
  /** What helps, for people. */
  hint: z.string(),
});

const end = z.strictObject({
  /** `failed`: trials failed, and none ended with a result. */
  outcome: z.enum(['complete', 'failed']),
  trials: count,
  failed: count,
  /** What trials failed of, most frequent first. Missing from ends that an earlier version has written down. */
  failures: z.array(failureGroup).readonly().optional(),
  /** Time that the study was driven, without pauses and stops. */
  drivenSeconds: z.number().min(0),
  /** The budget that ended the search, for people; null if that was the number of trials. */
  stoppedBy: z.string().nullable(),
  winner: winner.nullable(),
  verdict: verdict.nullable(),
});

/** What a notification of each kind says. */
export const notificationContents = [
  z.strictObject({ kind: z.literal('best'), details: best }),
  z.strictObject({ kind: z.literal('failure'), details: failure }),
  z.strictObject({ kind: z.literal('stall'), details: stall }),
  z.strictObject({ kind: z.literal('stop'), details: z.strictObject({}) }),
  z.strictObject({ kind: z.literal('end'), details: end }),
] as const;

export type NotificationContent = Readonly<z.infer<(typeof notificationContents)[number]>>;
