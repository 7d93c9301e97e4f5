export { createPruner } from './create-pruner.js';
export type { EpochReport, Pruner, TrialHistory, Verdict } from './pruner.js';
