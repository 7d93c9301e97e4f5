import { z } from 'zod';
import { busOptionsSchema } from '@ram-sweep/bus';
import { notifyOptionsSchema } from '@ram-sweep/notify/settings';

/** A day: what is longer is meant to be something else, and much longer than that no timer holds. */
const LONGEST_MS = 86_400_000;

/** The options that a coordinator process gets at its start. */
export const coordinatorOptionsSchema = z.strictObject({
  /** Name or id of the study to drive. */
  study: z.string().min(1),
  databaseUrl: z.string().min(1),
  bus: busOptionsSchema,
  /** A run that no heartbeat has listed for this long is lost. */
  leaseMs: z.number().int().min(100).max(LONGEST_MS).default(10_000),
  /** How often leases are checked and the queue is filled. */
  tickMs: z.number().int().min(10).max(LONGEST_MS).default(500),
  /** Minimum number of jobs in the queue; two per worker slot if that is more. */
  window: z.number().int().min(1).max(100_000).default(64),
  /** How long it waits for its predecessor to end, whose supervisor may have just died. */
  lockMs: z.number().int().min(0).max(LONGEST_MS).default(20_000),
  /** What SIGTERM means: `stop` ends the study until it is resumed, `leave` leaves it as it is to a successor. */
  atSignal: z.enum(['stop', 'leave']).default('stop'),
  /** Shows in the database whose coordinator drives the study, to the program that launched it. */
  mark: z.uuid().optional(),
  /** How long a stop waits for workers to give their trials back. */
  releaseMs: z.number().int().min(0).max(LONGEST_MS).default(15_000),
  /** Where notifications of the study go. */
  notify: notifyOptionsSchema.prefault({}),
});

export type CoordinatorOptions = Readonly<z.infer<typeof coordinatorOptionsSchema>>;

/** A later message from its supervisor: this worker process has ended. */
export const workerEndedSchema = z.strictObject({ workerEnded: z.number().int() });
export type WorkerEnded = Readonly<z.infer<typeof workerEndedSchema>>;
