import type { BusOptions } from '@ram-sweep/bus';
import type { ServicesOptions } from '@ram-sweep/services';
import type { EngineChoice } from '@ram-sweep/worker';

/** All that a supervisor needs to run a sweep; sent to it as its first message. */
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
  /** How to start the embedded servers again; null where all servers are the user's own. */
  readonly services: ServicesOptions | null;
}

/** One worker process. */
export interface WorkerPlan {
  /** Trials at once. */
  readonly slots: number;
  readonly engine: EngineChoice;
  /** Index of the GPU that the process sees, or null for the CPU. */
  readonly gpu: number | null;
}
