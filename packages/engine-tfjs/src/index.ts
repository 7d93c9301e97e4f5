export type { TfjsBackend } from './backend.js';
export { openTfjsEngine } from './engine.js';
export { BackendUnavailableError } from './errors.js';
export { probeTfjsBackend } from './probe.js';
export type { BackendProbe } from './probe.js';
