import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const environmentSchema = z
  .object({
    RAM_SWEEP_HOME: z.string().optional(),
    RAM_SWEEP_DATABASE: z.string().optional(),
    RAM_SWEEP_NATS: z.string().optional(),
    RAM_SWEEP_DATA_DIR: z.string().optional(),
    RAM_SWEEP_NATS_SERVER: z.string().optional(),
    RAM_SWEEP_DEBUG: z.string().optional(),
    XDG_DATA_HOME: z.string().optional(),
    XDG_CACHE_HOME: z.string().optional(),
    CI: z.string().optional(),
  })
  .transform((env) =>
    Object.freeze({
      /** Where the embedded servers, their logs and the running sweeps are. */
      home: env.RAM_SWEEP_HOME || join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'ram-sweep'),
      /** Downloads: data sets, nats-server. */
      cacheDir: join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'ram-sweep'),
      database: env.RAM_SWEEP_DATABASE || undefined,
      nats: env.RAM_SWEEP_NATS || undefined,
      dataDir: env.RAM_SWEEP_DATA_DIR || undefined,
      natsServer: env.RAM_SWEEP_NATS_SERVER || undefined,
      debug: Boolean(env.RAM_SWEEP_DEBUG),
      ci: Boolean(env.CI),
    }),
  );

export type Environment = z.infer<typeof environmentSchema>;

/** The only place of the command line that reads the environment. */
export const readEnvironment = (): Environment => environmentSchema.parse(process.env);
