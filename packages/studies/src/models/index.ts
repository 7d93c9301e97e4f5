export { openTrainedModel, readBest, withTrainedModel } from './trained-model.js';
export type { BestEpoch, TrainedModel, TrainedTrial } from './trained-model.js';
