import type { BusOptions } from '@ram-sweep/bus';
import type { NotifyOptions } from '@ram-sweep/notify/settings';
import type { Services, ServicesOptions } from '@ram-sweep/services';
import type { EngineChoice } from '@ram-sweep/engines';

/** All that a supervisor needs to run a sweep; handed to it on standard input. */
export interface SweepPlan {
  readonly study: { readonly id: string; readonly name: string };
  readonly home: string;
  readonly databaseUrl: string;
  readonly coordinatorBus: BusOptions;
  readonly workerBus: BusOptions;
  readonly workers: readonly WorkerPlan[];
  readonly dataDir?: string;
  readonly cacheDir: string;
  /** A run that no heartbeat has listed for this long is lost. */
  readonly leaseMs: number;
  /** Where notifications of the study go. */
  readonly notify: NotifyOptions;
  /** When it is asked to end: false stops the study, true leaves it to the coordinator that is started next. */
  readonly handsOver?: boolean;
  /** A UUID that marks this launch's coordinators in Postgres, so that it can be told whether one drives the study. */
  readonly mark?: string;
  /** The embedded servers; null where all servers are the user's own. */
  readonly services: EmbeddedServices | null;
}

export interface EmbeddedServices {
  /** How to start them again. */
  readonly options: ServicesOptions;
  /** As every process of the sweep knows them. */
  readonly known: Services;
}

/** One worker process. */
export interface WorkerPlan {
  /** Trials at once. */
  readonly slots: number;
  readonly engine: EngineChoice;
  /** Index of the GPU that the process sees, or null for the CPU. */
  readonly gpu: number | null;
}
