export { takePriors } from './prior-studies.js';
export type { RequestedSpec } from './prior-studies.js';
export { extendStudy, findOrCreateStudy, findSame, requireRoom } from './store-study.js';
