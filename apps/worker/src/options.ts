import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { z } from 'zod';
import { busOptionsSchema } from '@ram-sweep/bus';
import { engineChoices } from '@ram-sweep/engines';
import { LONGEST_IDLE_SECONDS, MOST_SLOTS } from './limits.js';

/** A day: what is longer is meant to be something else, and much longer than that no timer holds. */
const LONGEST_MS = 86_400_000;

const idleMs = z
  .number()
  .int()
  .min(1_000)
  .max(LONGEST_IDLE_SECONDS * 1_000)
  .optional();

/** The options that a worker process gets at its start. */
export const workerOptionsSchema = z.strictObject({
  bus: busOptionsSchema,
  /** Unique among all workers that ever joined; names the worker in events and on the dashboard. */
  worker: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,80}$/)
    .default(() => newWorkerId()),
  /** Trials trained at once, each in its own thread. */
  slots: z.number().int().min(1).max(MOST_SLOTS).default(1),
  engine: z.enum(engineChoices).default('auto'),
  /** `none`: a granted trial is complete at once, without an epoch, for measuring everything around a training. */
  objective: z.enum(['train', 'none']).default('train'),
  dataDir: z.string().optional(),
  cacheDir: z.string(),
  heartbeatMs: z.number().int().min(10).max(LONGEST_MS).default(2_000),
  /** A worker that has had no trial for this long ends; without it, it waits for ever. */
  idleMs,
  /** A worker that has reached no server for this long ends, whatever it trains; without it, it waits for ever. */
  cutOffMs: idleMs,
  /** Written whenever the server has read a heartbeat. */
  heartbeatFile: z.string().min(1).optional(),
  /** A training that makes no step for this long is ended as hung. */
  hangMs: z.number().int().min(1_000).max(LONGEST_MS).default(300_000),
});

export type WorkerOptions = Readonly<z.infer<typeof workerOptionsSchema>>;

/** Host and process make it readable; a random part makes it unique after a restart. */
function newWorkerId(): string {
  const host = hostname()
    .replace(/[^A-Za-z0-9-]/g, '-')
    .slice(0, 40);
  return `${host}-${process.pid}-${randomBytes(4).toString('hex')}`;
}
