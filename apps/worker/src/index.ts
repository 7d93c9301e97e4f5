export { chooseEngine, engineChoices, openEngine, probeEngines, requireEngine } from './engines.js';
export { EngineUnavailableError } from './errors.js';
export type { EngineChoice, EngineName, EngineProbe } from './engines.js';
export { measureEngine } from './measure-engine.js';
export { workerExit } from './exit.js';
export { runWorker } from './worker.js';
