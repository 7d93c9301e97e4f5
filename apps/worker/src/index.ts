export { leaveOnSignal } from './leave.js';
export { runWorker } from './worker.js';
