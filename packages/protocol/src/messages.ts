import { z } from 'zod';
import { datasetSpecSchema } from './study/dataset-spec.js';
import { checkpointRefSchema, epochResultSchema, failureSchema } from './trial/trial.js';
import { trialConfigSchema } from './trial/trial-config.js';

/** Version of every message on the bus. A message of another version is refused, not guessed at. */
export const PROTOCOL_VERSION = 2;

const version = z.literal(PROTOCOL_VERSION);
const study = z.uuid();
const trial = z.number().int().min(0);
const attempt = z.number().int().min(1);
const workerId = z.string().regex(/^[A-Za-z0-9_-]{1,80}$/);
/** Of the years 1000 to 2999: any clock shows such a time, and any database can hold it. */
const time = z.iso.datetime().regex(/^[12]/, 'a time of the years 1000 to 2999');

/** Coordinator → any worker: train this trial. Permission comes with the claim. */
export const jobSchema = z.strictObject({
  version,
  study,
  studyName: z.string(),
  trial,
  dataset: datasetSpecSchema,
  config: trialConfigSchema,
});
export type Job = Readonly<z.infer<typeof jobSchema>>;

/** Worker → coordinator (request): may I train this trial? */
export const claimSchema = z.strictObject({
  version,
  study,
  trial,
  worker: workerId,
  /** Engine build, processor and Node of the worker, in words: what bits depend on. */
  environment: z.string().max(300),
});
export type Claim = Readonly<z.infer<typeof claimSchema>>;

/**
 * The answer. A granted claim is the lease; try the checkpoints in order, newest first. The attempt ends with the
 * event of epoch `untilEpoch`: nothing follows it.
 */
export const claimReplySchema = z.discriminatedUnion('granted', [
  z.strictObject({
    version,
    granted: z.literal(true),
    attempt,
    checkpoints: z.array(checkpointRefSchema).readonly(),
    /** It trains up to this epoch and no further; null: to its end. */
    untilEpoch: z.number().int().min(1).nullable(),
  }),
  z.strictObject({ version, granted: z.literal(false), reason: z.string() }),
]);
export type ClaimReply = Readonly<z.infer<typeof claimReplySchema>>;

const envelope = {
  version,
  study,
  trial,
  attempt,
  /** Counts the events of one attempt from 0; with the ids above it names the event. */
  sequence: z.number().int().min(0),
  worker: workerId,
  at: time,
};

/** Worker → coordinator, durable: what happened to a trial. An event of an older attempt is dropped. */
export const trialEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...envelope,
    kind: z.literal('epoch'),
    result: epochResultSchema,
    checkpoint: checkpointRefSchema.nullable(),
  }),
  z.strictObject({ ...envelope, kind: z.literal('complete') }),
  z.strictObject({ ...envelope, kind: z.literal('failed'), failure: failureSchema }),
  /** Given back: the worker is leaving. The next attempt resumes from the checkpoint. */
  z.strictObject({ ...envelope, kind: z.literal('released'), checkpoint: checkpointRefSchema.nullable() }),
  /** The worker obeyed a cancel command. */
  z.strictObject({ ...envelope, kind: z.literal('cancelled'), checkpoint: checkpointRefSchema.nullable() }),
  /** Something a person should read, such as a checkpoint that could not be used. Changes no state. */
  z.strictObject({ ...envelope, kind: z.literal('notice'), message: z.string().max(1000) }),
]);
export type TrialEvent = Readonly<z.infer<typeof trialEventSchema>>;

/** Trials that one worker can train at once. */
const MOST_RUNS = 4096;

/** Worker → coordinators, every few seconds, not durable: I am alive, and this is what I train. */
export const heartbeatSchema = z.strictObject({
  version,
  worker: workerId,
  host: z.string().max(200),
  pid: z.number().int(),
  engine: z.string().max(100),
  device: z.string().max(200),
  slots: z.number().int().min(0).max(MOST_RUNS),
  state: z.enum(['ready', 'draining']),
  startedAt: time,
  at: time,
  runs: z
    .array(
      z.strictObject({
        study,
        trial,
        attempt,
        epoch: z.number().int().min(0),
        /** It trains up to this epoch: the next rung, or its end. */
        epochs: z.number().int().min(1),
        step: z.number().int().min(0),
        steps: z.number().int().min(0),
        stepsPerSecond: z.number().min(0),
      }),
    )
    .max(MOST_RUNS),
});
export type Heartbeat = Readonly<z.infer<typeof heartbeatSchema>>;
export type WorkerRun = Heartbeat['runs'][number];

/**
 * Coordinator → one worker: end this run within one training step.
 * `stopped`: report it as cancelled. `released`: checkpoint and give it back.
 * `pruned`: it is already over; `fenced`: it now belongs to another worker; report nothing.
 */
export const controlSchema = z.strictObject({
  version,
  kind: z.literal('cancel'),
  study,
  trial,
  attempt,
  reason: z.enum(['stopped', 'pruned', 'released', 'fenced']),
});
export type Control = Readonly<z.infer<typeof controlSchema>>;

/** A person's command line → coordinator (request). */
export const commandSchema = z.discriminatedUnion('kind', [
  z.strictObject({ version, study, kind: z.literal('stop-trial'), trial }),
  z.strictObject({ version, study, kind: z.literal('stop-study') }),
  /** Start no trial until `resume-study`; running ones continue. */
  z.strictObject({ version, study, kind: z.literal('pause-study') }),
  z.strictObject({ version, study, kind: z.literal('resume-study') }),
]);
export type Command = Readonly<z.infer<typeof commandSchema>>;

export const commandReplySchema = z.strictObject({ version, ok: z.boolean(), message: z.string() });
export type CommandReply = Readonly<z.infer<typeof commandReplySchema>>;
