import { delimiter } from 'node:path';
import { defaultCacheDir } from '@ram-sweep/services/cache-dir';
import { defaultHome } from '@ram-sweep/studies/default-home';
import { z } from 'zod';

const environmentSchema = z
  .object({
    RAM_SWEEP_HOME: z.string().optional(),
    RAM_SWEEP_DATABASE: z.string().optional(),
    RAM_SWEEP_DATABASE_CA: z.string().optional(),
    RAM_SWEEP_NATS: z.string().optional(),
    RAM_SWEEP_JOIN: z.string().optional(),
    RAM_SWEEP_NATS_CREDS: z.string().optional(),
    RAM_SWEEP_NATS_CA: z.string().optional(),
    RAM_SWEEP_NATS_CERT: z.string().optional(),
    RAM_SWEEP_NATS_KEY: z.string().optional(),
    RAM_SWEEP_DATA_DIR: z.string().optional(),
    RAM_SWEEP_NATS_SERVER: z.string().optional(),
    RAM_SWEEP_SETTINGS: z.string().optional(),
    RAM_SWEEP_NOTIFY: z.string().optional(),
    RAM_SWEEP_HEARTBEAT_FILE: z.string().optional(),
    RAM_SWEEP_DEBUG: z.string().optional(),
    RAM_SWEEP_SERVE_TOKEN: z.string().optional(),
    XDG_DATA_HOME: z.string().optional(),
    XDG_CACHE_HOME: z.string().optional(),
    CI: z.string().optional(),
    PATH: z.string().optional(),
    INIT_CWD: z.string().optional(),
    TERM: z.string().optional(),
    NO_COLOR: z.string().optional(),
    TMUX: z.string().optional(),
    STY: z.string().optional(),
    TERM_PROGRAM: z.string().optional(),
    TERM_PROGRAM_VERSION: z.string().optional(),
    VTE_VERSION: z.string().optional(),
    KONSOLE_VERSION: z.string().optional(),
    WT_SESSION: z.string().optional(),
    FORCE_HYPERLINK: z.string().optional(),
  })
  .transform((env) =>
    Object.freeze({
      /** Where the embedded servers, their logs and the running sweeps are. */
      home: defaultHome(env),
      /** Downloads: data sets, nats-server. */
      cacheDir: defaultCacheDir(env.XDG_CACHE_HOME),
      database: env.RAM_SWEEP_DATABASE || undefined,
      databaseCa: env.RAM_SWEEP_DATABASE_CA || undefined,
      nats: env.RAM_SWEEP_NATS || undefined,
      /** A token that a home on another machine has made for a worker here. */
      join: env.RAM_SWEEP_JOIN || undefined,
      natsCreds: env.RAM_SWEEP_NATS_CREDS || undefined,
      natsCa: env.RAM_SWEEP_NATS_CA || undefined,
      natsCert: env.RAM_SWEEP_NATS_CERT || undefined,
      natsKey: env.RAM_SWEEP_NATS_KEY || undefined,
      dataDir: env.RAM_SWEEP_DATA_DIR || undefined,
      natsServer: env.RAM_SWEEP_NATS_SERVER || undefined,
      settingsFile: env.RAM_SWEEP_SETTINGS || undefined,
      /** Targets of notifications, as `parseAssignments` reads them. */
      notify: env.RAM_SWEEP_NOTIFY || undefined,
      heartbeatFile: env.RAM_SWEEP_HEARTBEAT_FILE || undefined,
      debug: Boolean(env.RAM_SWEEP_DEBUG),
      /** What viewers of `serve` must have. */
      serveToken: env.RAM_SWEEP_SERVE_TOKEN || undefined,
      ci: Boolean(env.CI),
      /** RAM_SWEEP_HOME, where it is set. */
      homeGiven: env.RAM_SWEEP_HOME || undefined,
      /** Folders in which a shell looks for commands. */
      commandPath: (env.PATH ?? '').split(delimiter),
      /** Where a person typed `npm start`, which runs elsewhere. */
      typedIn: env.INIT_CWD || undefined,
      dumbTerminal: env.TERM === 'dumb',
      /** What tells which terminal this is, for its hyperlinks. */
      terminal: Object.freeze({
        term: env.TERM,
        program: env.TERM_PROGRAM,
        version: env.TERM_PROGRAM_VERSION,
        vte: env.VTE_VERSION,
        konsole: Boolean(env.KONSOLE_VERSION),
        windowsTerminal: Boolean(env.WT_SESSION),
        forceHyperlink: env.FORCE_HYPERLINK,
        ci: Boolean(env.CI),
      }),
      /** What kind of terminal this is, such as xterm-256color, or dumb. */
      term: env.TERM || undefined,
      noColour: Boolean(env.NO_COLOR),
      termProgram: env.TERM_PROGRAM || undefined,
      /** Whether tmux or screen is between us and the terminal. */
      multiplexed: Boolean(env.TMUX || env.STY),
      windowsTerminal: Boolean(env.WT_SESSION),
    }),
  );

export type Environment = z.infer<typeof environmentSchema>;

/** The only place of the command line that reads the environment. */
export const readEnvironment = (env: NodeJS.ProcessEnv = process.env): Environment =>
  environmentSchema.parse(env);

/**
 * Ink and React decide by these, once and for all when they are imported, whether they draw at all, in which colours,
 * and whether they watch themselves, for which they take ever more memory.
 */
const drawn: NodeJS.ProcessEnv = {
  CI: undefined,
  CONTINUOUS_INTEGRATION: undefined,
  DEV: undefined,
  NODE_ENV: 'production',
};

/** Loads what draws on a terminal that can be drawn on, as if nothing in the environment spoke against that. */
export async function loadToDraw<Module>(load: () => Promise<Module>): Promise<Module> {
  const before = Object.fromEntries(Object.keys(drawn).map((name) => [name, process.env[name]]));
  try {
    setVariables(drawn);
    return await load();
  } finally {
    setVariables(before);
  }
}

function setVariables(values: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

/** With it, node-postgres would look for a driver in C that is not installed here. */
const NATIVE_DRIVER = 'NODE_PG_FORCE_NATIVE';

/** To be called before anything loads node-postgres. */
export function forgetNativeDriver(): void {
  delete process.env[NATIVE_DRIVER];
}
