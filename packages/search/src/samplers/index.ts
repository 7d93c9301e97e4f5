export { chooseSampler } from './choose-sampler.js';
export type { ChosenSampler } from './choose-sampler.js';
export type { Observation } from './observation.js';
export { searchTrial } from './sample.js';
export type { SampledTrial } from './sample.js';
export { suggest } from './suggest.js';
export type { Suggest } from './suggest.js';
