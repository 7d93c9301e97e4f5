import { engineChoices } from '@ram-sweep/engines';
import { defaultCacheDir } from '@ram-sweep/services/cache-dir';
import { z } from 'zod';
import { defaultHome } from '../../default-home.js';
import type { SweepRequest } from '../../drive/plan-sweep.js';
import { splitNatsAddress } from '../../nats-address.js';
import { isPostgresAddress, POSTGRES_ADDRESS } from '../../postgres-address.js';
import type { Place } from '../../servers.js';
import { compiled } from './compiled.js';
import { inProgram } from '../errors/in-program.js';
import type { DriveOptions, StudiesOptions } from '../interfaces/options.js';

const text = z.string().min(1).optional();

/** Its password is not repeated. */
function checkNats(address: string, context: z.RefinementCtx): void {
  try {
    splitNatsAddress(address);
  } catch (error) {
    context.addIssue((error as Error).message);
  }
}

const studiesOptionsSchema = z.strictObject({
  home: text,
  database: z.string().refine(isPostgresAddress, POSTGRES_ADDRESS).optional(),
  nats: z.string().superRefine(checkNats).optional(),
  natsCreds: text,
  natsTls: z.strictObject({ caFile: text, certFile: text, keyFile: text }).optional(),
  natsServer: text,
  dataDir: text,
  cacheDir: text,
  onProgress: z
    .custom<(line: string) => void>((value) => typeof value === 'function', 'not a function')
    .optional(),
});

/** Throws a StudiesError (usage) for an option that is unknown or not of its type. */
export function compileStudiesOptions(options: StudiesOptions): Place {
  const { home, cacheDir, onProgress, ...others } = compiled(studiesOptionsSchema, options, 'openStudies');
  return Object.freeze({
    ...others,
    onProgress: onProgress && ((line: string) => onProgress(inProgram(line, home))),
    home: home ?? defaultHome(process.env),
    cacheDir: cacheDir ?? defaultCacheDir(process.env['XDG_CACHE_HOME']),
  });
}

const driveOptionsSchema = z.strictObject({
  workers: z.number().int().min(0).max(256).optional(),
  threads: z.number().int().min(1).max(256).optional(),
  device: z.string().default('auto'),
  engine: z.enum(engineChoices).default('auto'),
  leaseSeconds: z.number().int().min(2).max(86_400).default(10),
  natsReplicas: z.literal([1, 3, 5]).optional(),
  oversubscribe: z.boolean().default(false),
});

/** Throws a StudiesError (usage) for an option that is unknown, not of its type, or out of range. */
export function compileDriveOptions(options: DriveOptions): SweepRequest {
  const {
    leaseSeconds: lease,
    workers,
    threads,
    natsReplicas,
    ...others
  } = compiled(driveOptionsSchema, options, 'drive');
  return Object.freeze({
    ...others,
    lease,
    ...(workers === undefined ? {} : { workers }),
    ...(threads === undefined ? {} : { threads }),
    ...(natsReplicas === undefined ? {} : { natsReplicas }),
  });
}
