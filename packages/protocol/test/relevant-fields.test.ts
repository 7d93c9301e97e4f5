import { expect, test } from 'vitest';
import { compileTrialConfig, relevantFields, type TrialConfigField } from '../src/index.js';

/** Those of the fields that matter under a config. */
const relevantOf = (config: object, ...fields: TrialConfigField[]): TrialConfigField[] =>
  relevantFields(compileTrialConfig(config)).filter((field) => fields.includes(field));

const restartsOf = (config: object) => relevantOf({ epochs: 9, ...config }, 'restartEpoch', 'restartFactor');

test('restarts matter under a schedule that has them, where the first comes before the last epoch', () => {
  expect(restartsOf({ restartEpoch: 3 })).toEqual(['restartEpoch', 'restartFactor']);
  expect(restartsOf({ restartEpoch: null, restartFactor: 2 })).toEqual([]);
  expect(restartsOf({ restartEpoch: 9 })).toEqual([]);
  expect(restartsOf({ restartEpoch: 3, schedule: 'constant' })).toEqual([]);
});

test('fields of one optimizer, schedule or policy do not matter under another', () => {
  expect(relevantOf({ optimizer: 'adam' }, 'momentum')).toEqual([]);
  expect(relevantOf({ optimizer: 'sgd' }, 'momentum')).toEqual(['momentum']);
  expect(relevantOf({ schedule: 'step' }, 'stepEpochs', 'decay', 'patience')).toEqual([
    'stepEpochs',
    'decay',
  ]);
  expect(relevantOf({ policy: 'frozen' }, 'std', 'locator', 'reward', 'hidden')).toEqual(['hidden']);
});
