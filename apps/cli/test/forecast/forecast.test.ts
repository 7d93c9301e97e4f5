import { compileTrialConfig, type StudySpec } from '@ram-sweep/protocol';
import { parseStudy, sampleTrial } from '@ram-sweep/search';
import { describe, expect, test } from 'vitest';
import { checkpointBytes, epochWork, stepWork } from '../../src/forecast/cost.js';
import { describeForecast } from '../../src/forecast/describe-forecast.js';
import { firstTrials, sampleConfigs } from '../../src/forecast/drawn-configs.js';
import { expectedTime, typicalConfig } from '../../src/forecast/expected-time.js';
import { plannedWork } from '../../src/forecast/planned-work.js';
import { imageBytes } from '@ram-sweep/studies/capacity';

const study = (yaml: string): StudySpec =>
  parseStudy(`name: a\ndataset: { name: glyphs }\n${yaml}`, { source: 'a.yaml' });
const workOf = (spec: StudySpec) => plannedWork(spec, sampleConfigs(spec));

describe('the work of a study', () => {
  test('is every trial to its last epoch where nothing prunes it', () => {
    const work = workOf(study('trials: 10\nconfig: { epochs: 7 }'));
    expect(work).toMatchObject({ trials: 10, searchEpochs: 70, fullEpochs: 70, rungs: [], repeats: [] });
  });

  // Of 12 trials 4 continue after epoch 3, and of those 1 after epoch 9: 12·3 + 4·6 + 1·18 = 78.
  test('follows the rungs of asha', () => {
    const asha = 'pruner: { name: asha, minEpochs: 3, reductionFactor: 3 }';
    const { searchEpochs, rungs } = workOf(study(`trials: 12\n${asha}\nconfig: { epochs: 27 }`));
    expect(rungs[0]).toEqual({ epochs: 3, trials: 12 });
    // Those that were promoted before a better one came are not called back, so there may be more.
    expect(searchEpochs).toBeGreaterThanOrEqual(78);
    expect(searchEpochs).toBeLessThan(12 * 27);
  });

  test('ends where its budget does', () => {
    const work = workOf(study('trials: 10\nbudget: { epochs: 33 }\nconfig: { epochs: 7 }'));
    expect(work.searchEpochs).toBe(33);
    expect(workOf(study('trials: null\nbudget: { hours: 1 }')).searchEpochs).toBeNull();
  });

  test('has finalists and controls after the search', () => {
    const finalists = 'finalists: { top: 2, seeds: 3, epochs: 40, controlSeeds: 1 }';
    expect(workOf(study(`trials: 5\n${finalists}`)).repeats).toEqual([
      { phase: 'finalists', configs: 2, seeds: 3, epochs: 40 },
      { phase: 'controls', configs: 2, seeds: 1, epochs: 40 },
    ]);
    expect(workOf(study('trials: 1\nfinalists: { top: 3, controls: [] }')).repeats).toMatchObject([
      { phase: 'finalists', configs: 1, seeds: 3, epochs: 10 },
    ]);
  });
});

describe('the configs that are shown', () => {
  test('are those that the search begins with', () => {
    const spec = study('trials: 10\nsampler: random');
    expect(firstTrials(spec, 3)).toEqual([0, 1, 2].map((index) => sampleTrial(spec, index)));
  });

  test('are as many as are drawn before any result, of a sampler that learns', () => {
    expect(firstTrials(study('trials: 50\nsampler: { name: tpe, lag: 1 }'), 5)).toHaveLength(2);
    expect(firstTrials(study('trials: 3\nsampler: { name: tpe, lag: 7 }'), 5)).toHaveLength(3);
  });

  test('are fewer where the space has no more', () => {
    const grid = 'sampler: grid\nspace: { scale: { distribution: categorical, choices: [1, 2] } }';
    expect(firstTrials(study(`trials: 2\n${grid}`), 5)).toHaveLength(2);
  });
});

describe('the time that a study takes', () => {
  const config = compileTrialConfig({ batchSize: 100, validationSplit: 0.1, epochs: 10 });
  const images = { train: 1_000, test: 100 };

  // 900 images are 9 steps of 100; 100 validation images forward alone are a third of one step.
  test('of an epoch is its steps and its validation', () => {
    expect(epochWork(config, images) / stepWork(config)).toBeCloseTo(9 + 1 / 3, 10);
  });

  test('is that of a measured step, scaled by multiply-adds, over its threads', () => {
    const spec = study('trials: 10\nfinalists: { top: 1, seeds: 3, epochs: 20, controls: [] }');
    const work = plannedWork(spec, [config]);
    const step = { config, milliseconds: 30 };
    const time = expectedTime(spec, work, [config], { step, images, threads: 2 });
    // An epoch is 9⅓ steps of 30 ms, and 0.1 s besides. 100 of them on two threads; 3 finalists take two rounds of 20.
    expect(time.epoch).toBeCloseTo(0.38, 10);
    expect(time.search).toBeCloseTo((100 * 0.38) / 2, 10);
    expect(time.finalists).toBeCloseTo(2 * 20 * 0.38, 10);
    expect(time.total).toBeCloseTo(19 + 15.2, 10);
    const twice = compileTrialConfig({ ...config, rollouts: 2, evaluationRollouts: 2 });
    expect(expectedTime(spec, work, [twice], { step, images, threads: 2 }).epoch).toBeCloseTo(0.66, 10);
  });

  test('is no longer than its hours, and not known where results alone end it', () => {
    const step = { config, milliseconds: 1e6 };
    const hours = study('trials: 10\nbudget: { hours: 2 }');
    const time = expectedTime(hours, workOf(hours), [config], { step, images, threads: 1 });
    expect(time.total).toBe(7_200);
    const target = study('trials: null\nbudget: { target: 0.1 }');
    const open = expectedTime(target, workOf(target), [config], { step, images, threads: 1 });
    expect(open).toMatchObject({ search: null, total: null });
  });

  test('is measured at a config in the middle', () => {
    const drawn = [8, 2, 5].map((glimpses) => compileTrialConfig({ glimpses }));
    expect(typicalConfig(drawn).glimpses).toBe(5);
  });
});

test('what it takes on disk and in memory follows from the model and the images', () => {
  // hidden 1, patches 1×1, one glimpse: patch 1+1, place 2+1, what 1+1, where 1+1, input 1+1, recurrent 1+1, action
  // 10+10.
  const one = { hidden: 1, patchHidden: 1, locationHidden: 1, patchSize: 1, scale: 1, glimpses: 1 };
  const tiny = compileTrialConfig(one);
  // Two checkpoints of weights, best weights and the two moments of Adam, 4 bytes each.
  expect(checkpointBytes(tiny, { name: 'glyphs', canvas: 'plain' })).toBe(2 * 33 * 4 * 4);
  expect(imageBytes({ train: 6_000, test: 1_000 })).toBe(7_000 * 785);
});

test('people read no undefined, NaN or Infinity', () => {
  const spec = study('trials: null\nbudget: { target: 0.1 }\nspace: {}');
  const text = describeForecast({
    spec,
    sampler: { sampler: spec.sampler, reason: 'the study names it' },
    work: workOf(spec),
    threads: 2,
    time: null,
    whyNoTime: 'it was not measured',
    memory: { images: 1, trial: 2, total: 3 },
    disk: null,
    data: { available: false, source: 'https://example.org', bytes: 11.6e6, train: 1, test: 1 },
    first: firstTrials(spec, 5),
    warnings: [],
  });
  expect(text).not.toMatch(/undefined|NaN|Infinity|null/);
  expect(text).toContain('to be downloaded, 11.6 MB');
});
