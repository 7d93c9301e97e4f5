export type { WorkerEnded } from './options.js';
