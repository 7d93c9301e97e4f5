import { studySpecSchema } from '@ram-sweep/protocol';
import { describe, expect, it } from 'vitest';
import {
  mayPrune,
  plannedEpochs,
  plannedPhases,
  secondsElapsed,
  secondsLeft,
  stepRate,
} from '../src/index.js';

const START = new Date('2026-01-01T12:00:00Z');
type Study = Parameters<typeof plannedPhases>[0];
type Worker = Parameters<typeof stepRate>[1][number];

const nothing = { trials: 0, over: 0, running: 0, epochsDone: 0, epochsTotal: 0 };
const specOf = (fields: object) =>
  studySpecSchema.parse({
    name: 'one',
    dataset: { name: 'glyphs' },
    trials: 2,
    config: { epochs: 5 },
    ...fields,
  });

/** Two trials of five epochs; one is over and 4 epochs are done, in 100 s. */
const study: Study = {
  spec: specOf({}),
  state: 'active',
  stoppedBy: null,
  firstStartedAt: START,
  lastEventAt: new Date(START.getTime() + 36_000_000),
  drivenSeconds: 100,
  phases: {
    search: { trials: 2, over: 1, running: 1, epochsDone: 4, epochsTotal: 10 },
    finalist: nothing,
    control: nothing,
  },
};

const finalists = { top: 2, seeds: 3, epochs: 20, controls: ['random', 'frozen'], controlSeeds: 1 };

describe('the phases of a study', () => {
  it('are the search alone where nothing follows', () => {
    expect(plannedPhases(study)).toEqual([{ name: 'search', over: 1, trials: 2 }]);
  });

  it('count finalists and controls before they are there', () => {
    expect(plannedPhases({ ...study, spec: specOf({ finalists }) })).toEqual([
      { name: 'search', over: 1, trials: 2 },
      { name: 'finalists', over: 0, trials: 6 },
      { name: 'controls', over: 0, trials: 2 },
    ]);
  });

  it('plan no more finalists than there are trials', () => {
    const spec = specOf({ trials: 1, finalists });
    const phases = { ...study.phases, search: { ...study.phases.search, trials: 1 } };
    expect(plannedPhases({ ...study, spec, phases })[1]).toEqual({ name: 'finalists', over: 0, trials: 3 });
  });

  it('are what is there once they are, and where the study completed without', () => {
    const spec = specOf({ finalists });
    const there = { ...study.phases, finalist: { ...nothing, trials: 3, over: 1 } };
    expect(plannedPhases({ ...study, spec, phases: there })[1]).toMatchObject({ over: 1, trials: 3 });
    const without = plannedPhases({ ...study, spec, state: 'complete' });
    expect(without.map(({ name }) => name)).toEqual(['search']);
  });

  it('are open where the number of trials is, until a budget has ended the search', () => {
    const spec = specOf({ trials: null, budget: { epochs: 100 } });
    expect(plannedPhases({ ...study, spec })[0]).toEqual({ name: 'search', over: 1, trials: null });
    const stoppedBy = { budget: 'epochs', index: 1, reason: '' } as const;
    expect(plannedPhases({ ...study, spec, stoppedBy })[0]).toMatchObject({ trials: 2 });
  });
});

describe('epochs', () => {
  it('count those of finalists and controls that are not there yet', () => {
    // 10 of the search, 6 finalists and 2 controls of 20 each
    expect(plannedEpochs({ ...study, spec: specOf({ finalists }) })).toEqual({ done: 4, total: 170 });
  });

  it('stay the same when finalists are added', () => {
    const spec = specOf({ finalists });
    const finalist = { ...nothing, trials: 6, epochsTotal: 120 };
    expect(plannedEpochs({ ...study, spec, phases: { ...study.phases, finalist } }).total).toBe(170);
  });

  it('are so many at most while a search may prune', () => {
    const pruned = { ...study, spec: specOf({ pruner: { name: 'asha' } }) };
    const over = { ...study.phases, search: { ...study.phases.search, over: 2, running: 0 } };
    expect([mayPrune(study), mayPrune(pruned), mayPrune({ ...pruned, phases: over })]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('have no total where the search is open', () => {
    const spec = specOf({ trials: null, budget: { target: 0.1 } });
    expect(plannedEpochs({ ...study, spec })).toEqual({ done: 4, total: null });
  });
});

describe('time', () => {
  it('is what the study was driven, not what went by since its first trial', () => {
    // 100 s for 4 epochs are 25 s an epoch, so 150 s for the 6 that are left
    expect([secondsElapsed(study), secondsLeft(study)]).toEqual([100, 150]);
  });

  it('left is by the pace of the present run, and before that has an epoch by that of all', () => {
    // 60 s and 2 epochs of the 100 s and 4 were an earlier run: 20 s an epoch since, so 120 s for the 6 that are left
    expect(secondsLeft({ ...study, runStart: { seconds: 60, epochs: 2 } })).toBe(120);
    expect(secondsLeft({ ...study, runStart: { seconds: 90, epochs: 4 } })).toBe(150);
    expect(secondsLeft({ ...study, runStart: null })).toBe(150);
  });

  it('left is no more than its budget of hours', () => {
    const hours = specOf({ trials: null, budget: { hours: 0.05 } });
    expect(secondsLeft({ ...study, spec: hours })).toBe(80);
  });

  it.each([
    ['before the first epoch', { phases: { search: nothing, finalist: nothing, control: nothing } }],
    ['before the coordinator has counted any', { drivenSeconds: 0 }],
    ['in a study that is stopped', { state: 'stopped' }],
    ['where the search is open', { spec: specOf({ trials: null, budget: { target: 0.1 } }) }],
  ] as const)('left is unknown %s', (_, values) => {
    expect(secondsLeft({ ...study, ...values })).toBeNull();
  });

  it('of a study whose time was not counted is that from its first trial to its last event', () => {
    expect(secondsElapsed({ ...study, drivenSeconds: 0 })).toBe(36_000);
    expect(secondsElapsed({ ...study, firstStartedAt: null })).toBeNull();
  });
});

const run = (of: string, stepsPerSecond: number) => ({ study: of, stepsPerSecond });

it('steps per second are those of this study, of all workers', () => {
  const workers = [{ runs: [run('one', 10), run('other', 7)] }, { runs: [run('one', 2.5)] }];
  expect(stepRate({ id: 'one' }, workers as unknown as Worker[])).toBe(12.5);
});
