import { PROTOCOL_VERSION, studySpecSchema, type StudySpec, type TrialEvent } from '@ram-sweep/protocol';
import { claimTrials, openStore, recordEvents, type Store, type Study } from '@ram-sweep/store';
import { newTestDatabase } from '@ram-sweep/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describePinned, pinPriors, readPriorStudies } from '../src/studies/prior-studies.js';
import { findOrCreateStudy } from '../src/studies/store-study.js';

let store: Store;
beforeAll(async () => {
  store = await openStore({ url: (await newTestDatabase()).url });
});
afterAll(() => store?.close());

const specOf = (name: string, fields: object): StudySpec =>
  studySpecSchema.parse({ name, dataset: { name: 'glyphs' }, config: { epochs: 2 }, ...fields });

/** Trains a trial to its end: these validation errors, one an epoch. */
async function train({ id }: Study, trial: number, errors: readonly number[]): Promise<void> {
  await claimTrials(store, id, [{ trial, worker: 'box', environment: 'onnx' }]);
  const envelope = {
    ...({ version: PROTOCOL_VERSION, study: id, trial, attempt: 1, worker: 'box' } as const),
    at: '2026-01-01T00:00:00Z',
  };
  const losses = { trainLoss: 1, actionLoss: 1, baselineLoss: 0, reinforceLoss: 0, validationLoss: 1 };
  const shared = { steps: 9, learningRate: 0.001, trainError: 0.2, seconds: 1, ...losses };
  const events = errors.map((validationError, place): TrialEvent => ({
    ...envelope,
    sequence: place,
    kind: 'epoch',
    result: { ...shared, epoch: place + 1, validationError },
    checkpoint: null,
  }));
  await recordEvents(store, id, events);
  if (errors.length === 2)
    await recordEvents(store, id, [{ ...envelope, sequence: errors.length, kind: 'complete' }]);
}

async function taken(name: string, pruner: object) {
  const { study } = await findOrCreateStudy(store, specOf(name, { trials: 3, pruner }));
  await train(study, 0, [0.5, 0.3]);
  await train(study, 1, [0.6]);
  const learning = specOf(`after-${name}`, { pruner, sampler: 'tpe', prior: [name] });
  const found = await readPriorStudies(store, learning);
  const pinned = pinPriors(learning, found);
  return { outcomes: pinned[0]!.trials.map(({ outcome }) => outcome), lines: describePinned(pinned, found) };
}

test('a study that still runs is taken as it stands: what has no result yet stays out', async () => {
  const { outcomes, lines } = await taken('running', { name: 'none' });
  expect(outcomes).toEqual([0.3]);
  expect(lines).toEqual([
    expect.stringMatching(
      /^learns from study running: 1 of its 3 trials, digest [0-9a-f]{12}; 2 have no result yet and are left out for good$/,
    ),
  ]);
});

test('trials count with the error at the rung at which their study judges them', async () => {
  const { outcomes } = await taken('rungs', { name: 'asha', minEpochs: 1 });
  expect(outcomes).toEqual([0.5, 0.6]);
});

test('a study that is there under no such name is not found by its id', async () => {
  const { study } = await findOrCreateStudy(store, specOf('named', {}));
  const found = await readPriorStudies(store, { prior: [study.id] });
  expect([...found.keys()]).toEqual([]);
});
