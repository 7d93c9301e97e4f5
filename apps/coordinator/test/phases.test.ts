import {
  compileTrialConfig,
  PROTOCOL_VERSION,
  studySpecSchema,
  type EpochResult,
  type TrialEvent,
} from '@ram-sweep/protocol';
import {
  addTrials,
  claimTrials,
  createStudy,
  openStore,
  recordEvents,
  type Store,
  type Study,
} from '@ram-sweep/store';
import { newTestDatabase } from '@ram-sweep/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addNextPhase } from '../src/results/phases.js';

let store: Store;

beforeAll(async () => {
  store = await openStore({ url: (await newTestDatabase()).url });
});
afterAll(() => store?.close());

const config = compileTrialConfig({ epochs: 1 });
const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ number: from + index, params: {}, config }));

function makeStudy(name: string, finalists: object | null, trials: number): Promise<Study> {
  const spec = studySpecSchema.parse({ name, dataset: { name: 'glyphs' }, finalists });
  return createStudy(store, { spec, trials: numbered(0, trials) });
}

/** Trains a trial of one epoch to this validation error. */
async function complete(study: Study, trial: number, validationError: number): Promise<void> {
  await claimTrials(store, study.id, [{ trial, worker: 'worker', environment: 'onnx' }]);
  const result: EpochResult = {
    epoch: 1,
    steps: 1,
    learningRate: 0.1,
    trainLoss: 1,
    actionLoss: 1,
    baselineLoss: 0,
    reinforceLoss: 0,
    trainError: 0.5,
    validationError,
    validationLoss: 1,
    seconds: 1,
  };
  const envelope = {
    version: PROTOCOL_VERSION,
    study: study.id,
    trial,
    attempt: 1,
    worker: 'worker',
    at: '2026-01-01T00:00:00Z',
  } as const;
  const events: TrialEvent[] = [
    { ...envelope, sequence: 0, kind: 'epoch', result, checkpoint: null },
    { ...envelope, sequence: 1, kind: 'complete' },
  ];
  await recordEvents(store, study.id, events);
}

const added = async (study: Study): Promise<string[]> =>
  (await addNextPhase(store, study)).map(
    ({ number, phase, repeats, config: { policy } }) => `${number} ${phase} of ${repeats} ${policy}`,
  );

it('adds nothing to a study that wants no finalists', async () => {
  const study = await makeStudy('plain', null, 1);
  await complete(study, 0, 0.1);
  expect(await added(study)).toEqual([]);
});

it('adds finalists, then controls of the one with the best mean, then nothing', async () => {
  const study = await makeStudy('both', { top: 2, seeds: 2, controls: ['frozen'] }, 3);
  for (const [trial, error] of [0.3, 0.1, 0.2].entries()) await complete(study, trial, error);
  expect(await added(study)).toEqual([
    '3 finalist of 1 learned',
    '4 finalist of 1 learned',
    '5 finalist of 2 learned',
    '6 finalist of 2 learned',
  ]);
  // Trial 1 was lucky: 0.05 and 0.35 make 0.2 on the mean, 0.15 and 0.15 make 0.15.
  for (const [index, error] of [0.05, 0.35, 0.15, 0.15].entries()) await complete(study, 3 + index, error);
  expect(await added(study)).toEqual(['7 control of 2 frozen', '8 control of 2 frozen']);
  await complete(study, 7, 0.4);
  await complete(study, 8, 0.4);
  expect(await added(study)).toEqual([]);
});

it('adds what is missing when a longer search finds better configs', async () => {
  const study = await makeStudy('longer', { top: 1, seeds: 1, controls: ['random'] }, 1);
  await complete(study, 0, 0.3);
  // Only one config: its controls need not wait for its finalists.
  expect(await added(study)).toEqual(['1 finalist of 0 learned', '2 control of 0 random']);
  await complete(study, 1, 0.3);
  await complete(study, 2, 0.5);
  expect(await added(study)).toEqual([]);
  await addTrials(store, study.id, numbered(3, 1));
  await complete(study, 3, 0.2);
  expect(await added(study)).toEqual(['4 finalist of 3 learned', '5 control of 3 random']);
});

it('gives finalists the seeds of their place in the search, not of a number that comes from when it was extended', async () => {
  const finalists = { top: 1, seeds: 1, controls: ['frozen'] };
  const whole = await makeStudy('whole', finalists, 3);
  for (const [trial, error] of [0.3, 0.2, 0.1].entries()) await complete(whole, trial, error);
  const [seed] = (await addNextPhase(store, whole)).map(({ config: drawn }) => drawn.seed);

  const extended = await makeStudy('extended', finalists, 2);
  for (const [trial, error] of [0.3, 0.2].entries()) await complete(extended, trial, error);
  expect(await added(extended)).toEqual(['2 finalist of 1 learned', '3 control of 1 frozen']);
  await addTrials(
    store,
    extended.id,
    numbered(4, 1).map((trial) => ({ ...trial, searchIndex: 2 })),
  );
  await complete(extended, 4, 0.1);
  const [finalist] = await addNextPhase(store, extended);
  expect(finalist).toMatchObject({ number: 5, repeats: 4, config: { seed } });
});

it('gives controls the seeds that their finalists have, though an earlier version drew those otherwise', async () => {
  const study = await makeStudy('earlier', { top: 1, seeds: 2, controls: ['frozen'] }, 2);
  for (const [trial, error] of [0.3, 0.2].entries()) await complete(study, trial, error);
  const drawn = numbered(2, 2).map((trial, index) => ({
    ...trial,
    phase: 'finalist' as const,
    repeats: 1,
    config: compileTrialConfig({ epochs: 1, seed: 7 + index }),
  }));
  await addTrials(store, study.id, drawn, 'finalist');
  for (const trial of [2, 3]) await complete(study, trial, 0.2);
  const controls = await addNextPhase(store, study);
  expect(controls.map(({ phase, config: { seed } }) => [phase, seed])).toEqual([
    ['control', 7],
    ['control', 8],
  ]);
});

it('adds no controls if every finalist failed', async () => {
  const study = await makeStudy('failing', { top: 2, seeds: 1 }, 2);
  await complete(study, 0, 0.3);
  await complete(study, 1, 0.3);
  expect(await added(study)).toHaveLength(2);
  expect(await added(study)).toEqual([]);
});
