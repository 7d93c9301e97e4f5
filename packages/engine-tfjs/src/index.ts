export type { TfjsBackend } from './backend/backend.js';
export { openTfjsEngine } from './engine.js';
export { BackendUnavailableError } from './errors.js';
export { probeTfjsBackend } from './backend/probe.js';
export type { BackendProbe } from './backend/probe.js';
