export { countRepeats } from './count-repeats.js';
export { planControls, planFinalists } from './plan-finalists.js';
export type { RepeatTrial, SourceTrial } from './plan-finalists.js';
export { meanInterval, sampleOf, studentQuantile } from './mean-interval.js';
export type { MeanInterval } from './mean-interval.js';
export { errorsOf, finalistsInTraining, rankFinalists, winningFinalist } from './rank-finalists.js';
export type { RankedTrial, RepeatGroup } from './rank-finalists.js';
