export type { TfjsBackend } from './backend.js';
export { openTfjsEngine } from './engine.js';
export { BackendUnavailableError } from './errors.js';
