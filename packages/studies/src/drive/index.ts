export { planWorkers } from './devices.js';
export type { WorkerFlags } from './devices.js';
export { launch } from './launch.js';
export type { LaunchedSweep } from './launch.js';
export type { EmbeddedServices, SweepPlan, WorkerPlan } from './plan.js';
export { sweepFailure } from './sweep-failure.js';
export { planSweep } from './plan-sweep.js';
export type { PlannedSweep, SweepRequest } from './plan-sweep.js';
