import { describe, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { compileTrialConfig, trialConfigSchema } from '../src/index.js';

/** The fields that a config is wrong in. */
function wrongFields(input: unknown): string[] {
  const { error } = trialConfigSchema.safeParse(input);
  return (error?.issues ?? []).flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.')],
  );
}

test('an empty config is the model of the paper with its defaults', () => {
  expect(compileTrialConfig({})).toEqual({
    patchSize: 8,
    scale: 1,
    glimpses: 6,
    patchHidden: 128,
    locationHidden: 128,
    hidden: 256,
    locator: 'linear',
    recurrentInit: 'uniform',
    coreLosses: 'action',
    locatorHidden: 128,
    locationMean: 'tanh',
    policy: 'learned',
    std: 0.17,
    firstLocation: 'random',
    reward: 'correct',
    optimizer: 'adam',
    momentum: 0.9,
    learningRate: 0.001,
    schedule: 'linear',
    stepEpochs: 10,
    decay: 0.1,
    patience: 10,
    batchSize: 128,
    epochs: 10,
    reinforceWeight: 0.01,
    clipNorm: null,
    rollouts: 1,
    evaluation: 'mean',
    evaluationRollouts: 1,
    normalisation: 'none',
    validationSplit: 0.1,
    restartEpoch: null,
    restartFactor: 3,
    seed: 1,
  });
});

test('a config is frozen, and compiling it again changes nothing', () => {
  const config = compileTrialConfig({ std: 0.05, clipNorm: 5 });
  expect(Object.isFrozen(config)).toBe(true);
  expect(compileTrialConfig(config)).toEqual(config);
  expect(compileTrialConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
});

test('every field says what it is', () => {
  for (const [field, schema] of Object.entries(trialConfigSchema.shape)) {
    expect(schema.description, field).toMatch(/^[A-Z].+\.$/);
  }
});

describe('a value that a field cannot have is refused by the name of the field', () => {
  test.each([
    ['patchSize', [0, 65, 8.5, '8']],
    ['scale', [0, 6]],
    ['glimpses', [0, 21, null]],
    ['hidden', [0, 4097, Number.NaN]],
    ['locator', ['Linear', 1]],
    ['policy', ['greedy']],
    ['coreLosses', ['none', true]],
    ['reward', ['Correct', 1]],
    ['std', [0, -0.1, 2.1, Number.POSITIVE_INFINITY]],
    ['momentum', [-0.1, 1]],
    ['learningRate', [0, 11]],
    ['schedule', ['exponential']],
    ['decay', [0, 1.1]],
    ['batchSize', [0, 4097]],
    ['epochs', [0, 1.5]],
    ['reinforceWeight', [-1, 101]],
    ['clipNorm', [0, -1, 'none']],
    ['validationSplit', [0, 1]],
    ['seed', [-1, 2 ** 32, 0.5]],
  ])('%s', (field, values) => {
    for (const value of values) expect(wrongFields({ [field]: value })).toEqual([field]);
  });

  test('all wrong fields at once', () => {
    expect(wrongFields({ std: 3, glimpses: 0, learningrate: 1 })).toEqual(
      expect.arrayContaining(['std', 'glimpses', 'learningrate']),
    );
  });

  test('and thrown as a ZodError', () => {
    expect(() => compileTrialConfig({ std: 3 })).toThrow(ZodError);
    expect(() => compileTrialConfig(null)).toThrow(ZodError);
  });
});

test.each([
  ['std', [1e-6, 2]],
  ['glimpses', [1, 20]],
  ['momentum', [0, 0.9999]],
  ['reinforceWeight', [0, 100]],
  ['clipNorm', [null, 0.1]],
  ['seed', [0, 2 ** 32 - 1]],
])('the ends of the range of %s belong to it', (field, values) => {
  for (const value of values) expect(wrongFields({ [field]: value })).toEqual([]);
});
