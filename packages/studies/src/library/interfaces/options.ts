import type { EngineChoice } from '@ram-sweep/engines';

/** Where studies are. Without options it is where the command line has them. */
export interface StudiesOptions {
  /** Folder of the embedded servers and of sweeps. Default: RAM_SWEEP_HOME, or ram-sweep in the XDG data folder. */
  readonly home?: string;
  /** URL of your own Postgres, in the place of the embedded one. */
  readonly database?: string;
  /** URL of your own NATS server with JetStream, or of several of one cluster, in the place of the embedded one. */
  readonly nats?: string;
  /** NATS credentials file for that server. */
  readonly natsCreds?: string;
  /** Files for TLS to that server. */
  readonly natsTls?: { readonly caFile?: string; readonly certFile?: string; readonly keyFile?: string };
  /** The nats-server program to start. Default: it is looked for on the PATH, and downloaded if it is missing. */
  readonly natsServer?: string;
  /** Folder with data sets. What it lacks is downloaded to the cache. */
  readonly dataDir?: string;
  /** Downloads. Default: ram-sweep in the XDG cache folder. */
  readonly cacheDir?: string;
  /** Told in lines for people what is going on while servers are started, and what to mind about a sweep. */
  readonly onProgress?: (line: string) => void;
}

/** How a sweep uses this machine. */
export interface DriveOptions {
  /** Worker processes. Default: one per GPU, otherwise 1; 0 leaves all trials to workers that join. */
  readonly workers?: number;
  /** Trials at once in each worker. Default: the cores, shared among the workers. */
  readonly threads?: number;
  /** `auto` (the default), `cpu`, `gpu`, or `gpu:0,1`. */
  readonly device?: string;
  /** Default: `auto`, the fastest that runs here. */
  readonly engine?: EngineChoice;
  /** A trial whose worker has been silent for so many seconds goes to another. Default: 10. */
  readonly leaseSeconds?: number;
  /** Copies of each stream on your own NATS cluster. Default: as they are, 1 where there is none. */
  readonly natsReplicas?: 1 | 3 | 5;
  /** Start more workers and threads than cores or memory suggest, without a warning. Default: false. */
  readonly oversubscribe?: boolean;
}
