import type { TrialConfig, TrialConfigField } from './trial-config.js';

const isLearned = ({ policy }: TrialConfig): boolean => policy === 'learned';
const restarts = ({ schedule, restartEpoch, epochs }: TrialConfig): boolean =>
  (schedule === 'linear' || schedule === 'cosine') && restartEpoch !== null && restartEpoch < epochs;

/** Fields that make a difference only under some other field; all others always do. */
const conditions: Partial<Record<TrialConfigField, (config: TrialConfig) => boolean>> = {
  locator: isLearned,
  locatorHidden: (config) => isLearned(config) && config.locator === 'hidden',
  locationMean: isLearned,
  std: isLearned,
  firstLocation: isLearned,
  reward: isLearned,
  coreLosses: isLearned,
  // Adam makes the steps of locator and first location the same for any weight, where nothing else shares them.
  reinforceWeight: (config) =>
    isLearned(config) &&
    (config.coreLosses === 'all' || config.optimizer === 'sgd' || config.clipNorm !== null),
  momentum: ({ optimizer }) => optimizer === 'sgd',
  restartEpoch: restarts,
  restartFactor: restarts,
  stepEpochs: ({ schedule }) => schedule === 'step',
  decay: ({ schedule }) => schedule === 'step' || schedule === 'plateau',
  patience: ({ schedule }) => schedule === 'plateau',
  clipNorm: ({ clipNorm }) => clipNorm !== null,
};

/** The fields of a config that its training depends on, in the order of the schema. */
export const relevantFields = (config: TrialConfig): TrialConfigField[] =>
  (Object.keys(config) as TrialConfigField[]).filter((field) => conditions[field]?.(config) ?? true);
