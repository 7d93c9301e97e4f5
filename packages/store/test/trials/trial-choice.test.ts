import { compileTrialConfig, type Params } from '@ram-sweep/protocol';
import { createStudy, judgeTrials, recordEvents, requeueTrial, type Study } from '@ram-sweep/store';
import {
  countTrials,
  readTrials,
  readTries,
  trialPosition,
  type TrialFilter,
  type TrialSort,
} from '@ram-sweep/store/read';
import { beforeAll, describe, expect, test } from 'vitest';
import { startAttempt, studySpec, useStore } from '../fixture.js';
import { searchOn, verdict } from '../search-study.js';

const fixture = useStore();
let study: Study;

/** By number: what was drawn, and the validation errors; none: the trial waits. */
const trials: readonly { params: Params; errors: readonly number[] }[] = [
  { params: { std: 0.1, optimizer: 'adam' }, errors: [0.4] },
  { params: { std: 0.3, optimizer: 'sgd' }, errors: [0.5, 0.1] },
  { params: { std: 0.02, optimizer: 'adam' }, errors: [0.2] },
  { params: { std: 0.2 }, errors: [] },
];

beforeAll(async () => {
  const made = trials.map(({ params }, number) => ({
    number,
    searchIndex: number,
    params,
    config: compileTrialConfig({ ...params, epochs: 2 }),
  }));
  study = await createStudy(fixture.store, { spec: studySpec(), trials: made });
  for (const [number, { errors }] of trials.entries()) {
    if (errors.length === 0) continue;
    const attempt = await startAttempt(fixture.store, study, number, `worker-${number}`);
    const events = errors.map((validationError, index) => attempt.epoch(index + 1, { validationError }));
    if (errors.length === 2) events.push(attempt.complete());
    await recordEvents(fixture.store, study.id, events);
  }
});

const numbersBy = async (sort: TrialSort, reverse: boolean): Promise<number[]> =>
  (await readTrials(fixture.reader, study.id, { sort, reverse })).map(({ number }) => number);

describe('the order of trials', () => {
  test.each<[string, TrialSort, number[], number[]]>([
    ['number', 'number', [0, 1, 2, 3], [3, 2, 1, 0]],
    ['error, those without one last', 'error', [1, 2, 0, 3], [0, 2, 1, 3]],
    ['epochs', 'epochs', [3, 0, 2, 1], [1, 2, 0, 3]],
    ['a field of numbers, by size', { field: 'std' }, [2, 0, 3, 1], [1, 3, 0, 2]],
    ['a field of words, those without one last', { field: 'optimizer' }, [0, 2, 1, 3], [1, 2, 0, 3]],
    ['worker', 'worker', [0, 1, 2, 3], [2, 1, 0, 3]],
  ])('goes by %s', async (_, sort, forwards, backwards) => {
    expect(await numbersBy(sort, false)).toEqual(forwards);
    expect(await numbersBy(sort, true)).toEqual(backwards);
  });

  test('says where a trial is, whatever the order', async () => {
    const sorts: TrialSort[] = ['rank', 'number', 'state', { field: 'std' }, 'time'];
    for (const sort of sorts)
      for (const reverse of [false, true]) {
        const order = await numbersBy(sort, reverse);
        for (const number of order)
          expect(await trialPosition(fixture.reader, study.id, number, { sort, reverse })).toBe(
            order.indexOf(number),
          );
      }
    expect(await trialPosition(fixture.reader, study.id, 99)).toBeNull();
  });
});

describe('a filter', () => {
  test.each<[string, TrialFilter, number[]]>([
    ['a state', [{ kind: 'state', equals: true, state: 'running' }], [0, 2]],
    ['any other state', [{ kind: 'state', equals: false, state: 'running' }], [1, 3]],
    ['a phase', [{ kind: 'phase', equals: true, phase: 'finalist' }], []],
    ['an error', [{ kind: 'number', of: 'error', comparison: '<', value: 0.3 }], [1, 2]],
    ['a number', [{ kind: 'number', of: 'trial', comparison: '=', value: 2 }], [2]],
    ['a field as a number', [{ kind: 'field', field: 'std', comparison: '>=', value: 0.2 }], [1, 3]],
    ['a field that is equal', [{ kind: 'field', field: 'std', comparison: '=', value: 0.1 }], [0]],
    ['a field as a word', [{ kind: 'field', field: 'optimizer', comparison: '=', value: 'sgd' }], [1]],
    [
      'a field of words held against a number',
      [{ kind: 'field', field: 'optimizer', comparison: '<', value: 3 }],
      [],
    ],
    ['a text in the worker', [{ kind: 'text', text: 'WORKER-2' }], [2]],
    ['a text that looks like a pattern', [{ kind: 'text', text: '%' }], []],
    [
      'all conditions together',
      [
        { kind: 'state', equals: true, state: 'running' },
        { kind: 'field', field: 'std', comparison: '<', value: 0.05 },
      ],
      [2],
    ],
  ])('finds %s', async (_, filter, expected) => {
    const found = await readTrials(fixture.reader, study.id, { sort: 'number', filter });
    expect(found.map(({ number }) => number)).toEqual(expected);
    expect(await countTrials(fixture.reader, study.id, { filter })).toBe(expected.length);
  });
});

describe('tries', () => {
  test('count attempts that failed, were lost or cancelled, and no pause at a rung', async () => {
    const { store, reader } = fixture;
    const { makeSearch, train } = searchOn(fixture);
    const search = await makeSearch();
    // Paused at its rung, then promoted: still the first try.
    await train(search, 0, 0.5);
    await judgeTrials(store, search.id, [verdict('promote', 0)]);
    await startAttempt(store, search, 0);
    // Its worker is lost, and another takes it.
    await startAttempt(store, search, 1);
    await requeueTrial(store, { study: search.id, trial: 1, attempt: 1, reason: 'silent' });
    await startAttempt(store, search, 1);
    expect(await readTries(reader, search.id, [0, 1, 2])).toEqual(
      new Map([
        [0, 1],
        [1, 2],
        [2, 0],
      ]),
    );
    const byTry = await readTrials(reader, search.id, { sort: 'try', reverse: true });
    expect(byTry.map(({ number }) => number)).toEqual([1, 0, 2]);
    const filter: TrialFilter = [{ kind: 'number', of: 'try', comparison: '>', value: 1 }];
    expect(await countTrials(reader, search.id, { filter })).toBe(1);
  });
});
