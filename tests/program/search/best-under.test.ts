import { compileTrialConfig, PROTOCOL_VERSION, studySpecSchema, type TrialEvent } from '@ram-sweep/protocol';
import { multiplyAdds } from '@ram-sweep/ram/cost';
import { findSuitingWinner } from '@ram-sweep/results';
import {
  claimTrials,
  createStudy,
  openStore,
  recordEvents,
  type NewTrial,
  type Store,
} from '@ram-sweep/store';
import { newTestDatabase } from '@ram-sweep/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

let store: Store;
beforeAll(async () => {
  store = await openStore({ url: (await newTestDatabase()).url });
});
afterAll(() => store?.close());

/** Costs grow with glimpses. */
const config = (glimpses: number, policy: 'learned' | 'frozen' = 'learned') =>
  compileTrialConfig({ epochs: 1, glimpses, policy });

type Trained = NewTrial & { readonly error: number };

const searched = (number: number, glimpses: number, error: number): Trained => ({
  number,
  searchIndex: number,
  params: { glimpses },
  config: config(glimpses),
  error,
});

const repeat = (number: number, repeats: number, glimpses: number, error: number): Trained => ({
  number,
  phase: 'finalist',
  repeats,
  params: { glimpses },
  config: config(glimpses),
  error,
});

/** A study of one epoch a trial; trials with a negative error stay as they are. */
async function makeStudy(name: string, trials: readonly Trained[]): Promise<string> {
  const spec = studySpecSchema.parse({ name, dataset: { name: 'glyphs' }, finalists: {} });
  const { id } = await createStudy(store, { spec, trials });
  const trained = trials.filter(({ error }) => error >= 0);
  const claims = trained.map(({ number: trial }) => ({ trial, worker: 'box', environment: 'onnx' }));
  await claimTrials(store, id, claims);
  const events = trained.flatMap(({ number, error }) => eventsOf(id, number, error));
  await recordEvents(store, id, events);
  return id;
}

function eventsOf(study: string, trial: number, validationError: number): TrialEvent[] {
  const at = '2026-01-01T00:00:00Z';
  const envelope = { version: PROTOCOL_VERSION, study, trial, attempt: 1, worker: 'box', at } as const;
  const losses = { trainLoss: 1, actionLoss: 1, baselineLoss: 0, reinforceLoss: 0, validationLoss: 1 };
  const result = { epoch: 1, steps: 9, learningRate: 0.001, trainError: 0.2, seconds: 1, ...losses };
  return [
    { ...envelope, sequence: 0, kind: 'epoch', result: { ...result, validationError }, checkpoint: null },
    { ...envelope, sequence: 1, kind: 'complete' },
  ];
}

const under = (glimpses: number) => {
  const most = multiplyAdds(config(glimpses));
  return (asked: Parameters<typeof multiplyAdds>[0]): boolean => multiplyAdds(asked) <= most;
};

const search = [searched(0, 8, 0.01), searched(1, 6, 0.02), searched(2, 4, 0.03), searched(3, 2, 0.04)];

test('the best finalist that is cheap enough, with its place in both rankings', async () => {
  const id = await makeStudy('finalists', [...search, repeat(4, 0, 8, 0.02), repeat(5, 1, 6, 0.05)]);
  const found = await findSuitingWinner(store, id, under(6));
  expect(found).toMatchObject({
    source: 'finalist',
    finalistRank: 2,
    finalists: 2,
    searchRank: 2,
    trial: { number: 5 },
  });
});

test('a trial of the search where no finalist is cheap enough', async () => {
  const id = await makeStudy('none', [...search, repeat(4, 0, 8, 0.02)]);
  expect(await findSuitingWinner(store, id, under(5))).toMatchObject({
    source: 'search',
    finalistRank: null,
    finalists: 1,
    searchRank: 3,
    trial: { number: 2 },
  });
});

test('a trial of the search while a finalist that is cheap enough is not over', async () => {
  const id = await makeStudy('open', [...search, repeat(4, 1, 6, -1)]);
  expect(await findSuitingWinner(store, id, under(6))).toMatchObject({ source: 'search', searchRank: 2 });
});

test('nothing where nothing is cheap enough', async () => {
  expect(await findSuitingWinner(store, await makeStudy('dear', search), under(1))).toBeNull();
});
