export { LeftEarlyError } from './errors.js';
export { leaveOnSignal } from './leave.js';
export { runWorker } from './worker.js';
