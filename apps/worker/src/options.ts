import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { z } from 'zod';
import { busOptionsSchema } from '@ram-sweep/bus';
import { engineChoices } from '@ram-sweep/engines';
import { MOST_SLOTS } from './limits.js';

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
  heartbeatMs: z.number().int().min(10).default(2_000),
  /** A training that makes no step for this long is ended as hung. */
  hangMs: z.number().int().min(1_000).default(300_000),
});

export type WorkerOptions = Readonly<z.infer<typeof workerOptionsSchema>>;

/** Host and process make it readable; a random part makes it unique after a restart. */
function newWorkerId(): string {
  const host = hostname()
    .replace(/[^A-Za-z0-9-]/g, '-')
    .slice(0, 40);
  return `${host}-${process.pid}-${randomBytes(4).toString('hex')}`;
}
