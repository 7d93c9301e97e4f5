export type { WorkerEnded } from './options.js';
export { coordinatorExit } from './process.js';
