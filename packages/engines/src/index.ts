export { canRunOn, capabilitiesOf, gpuEngines } from './capabilities.js';
export type { EngineCapabilities } from './capabilities.js';
export { engineChoices } from './engine-names.js';
export type { EngineChoice, EngineName } from './engine-names.js';
export { chooseEngine, openEngine, probeEngines, requireEngine } from './engines.js';
export type { EngineProbe } from './engines.js';
export { EngineUnavailableError } from './errors.js';
export { gpuVariables, listGpus } from './gpus.js';
export type { Gpu } from './gpus.js';
