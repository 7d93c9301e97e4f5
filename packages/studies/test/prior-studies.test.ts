import { PROTOCOL_VERSION, studySpecSchema, type StudySpec, type TrialEvent } from '@ram-sweep/protocol';
import { claimTrials, openStore, recordEvents, type Store, type Study } from '@ram-sweep/store';
import { newTestDatabase } from '@ram-sweep/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takePriors } from '../src/create/prior-studies.js';
import { findOrCreateStudy } from '../src/create/store-study.js';

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
    version: PROTOCOL_VERSION,
    study: id,
    trial,
    attempt: 1,
    worker: 'box',
    at: '2026-01-01T00:00:00Z',
  } as const;
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

/** What a new study takes over from the one that it names; `prior` is also how an earlier one is named there. */
const take = (prior: string, fields: object = {}) =>
  takePriors(store, {
    spec: specOf('new', { ...fields, sampler: 'tpe', prior: [prior] }),
    source: 'new.yaml',
    text: `name: new\nprior: [${prior}]\n`,
    overrides: [],
  });

async function makePrior(name: string, pruner: object): Promise<void> {
  const { study } = await findOrCreateStudy(store, specOf(name, { trials: 3, pruner }));
  await train(study, 0, [0.5, 0.3]);
  await train(study, 1, [0.6]);
}

test('a study that still runs is taken as it stands: what has no result yet stays out', async () => {
  await makePrior('running', { name: 'none' });
  const { pinned, lines } = await take('running');
  expect(pinned.map(({ trials }) => trials.map(({ outcome }) => outcome))).toEqual([[0.3]]);
  expect(lines).toEqual([
    expect.stringMatching(
      /^learns from study running: 1 of its 3 trials, digest [0-9a-f]{12}; 2 have no result yet and are left out permanently$/,
    ),
  ]);
});

test('trials count with the error at the rung at which their study judges them', async () => {
  const pruner = { name: 'asha', minEpochs: 1 };
  await makePrior('rungs', pruner);
  const { pinned } = await take('rungs', { pruner });
  expect(pinned.map(({ trials }) => trials.map(({ outcome }) => outcome))).toEqual([[0.5, 0.6]]);
});

test('a study is found by its name alone', async () => {
  const { study } = await findOrCreateStudy(store, specOf('named', {}));
  await expect(take(study.id)).rejects.toThrow(
    `new.yaml:2:9  prior[0] is ${study.id}, and there is no such study here`,
  );
});
