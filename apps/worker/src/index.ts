export { engineChoices, type EngineChoice, type EngineName } from './engine-names.js';
export { chooseEngine, openEngine, probeEngines, requireEngine } from './engines.js';
export { EngineUnavailableError } from './errors.js';
export type { EngineProbe } from './engines.js';
export { leaveOnSignal } from './leave.js';
export { measureEngine } from './measure-engine.js';
export { workerExit } from './exit.js';
export { MOST_SLOTS } from './options.js';
export { runWorker } from './worker.js';
