export type { Observation } from './observation.js';
export { suggest } from './suggest.js';
export type { Suggest } from './suggest.js';
export { searchTrial } from './sample.js';
export type { SampledTrial } from './sample.js';
