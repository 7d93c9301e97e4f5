import { compileTrialConfig, PROTOCOL_VERSION, studySpecSchema, type TrialEvent } from '@ram-sweep/protocol';
import {
  addTrials,
  claimTrials,
  createStudy,
  openStore,
  recordEvents,
  type NewTrial,
  type Store,
} from '@ram-sweep/store';
import { openReader, type Reader } from '@ram-sweep/store/read';
import { newTestDatabase } from '@ram-sweep/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSnapshot, type LeaderboardRow, type SnapshotRequest } from '../src/index.js';

let store: Store;
let reader: Reader;
let studyId: string;

const config = compileTrialConfig({ epochs: 1 });
const searched = (number: number): NewTrial => ({ number, searchIndex: number, params: {}, config });
const seed = (number: number, repeats: number, policy: 'learned' | 'random' = 'learned'): NewTrial => ({
  number,
  repeats,
  phase: policy === 'learned' ? 'finalist' : 'control',
  params: {},
  config: compileTrialConfig({ epochs: 1, policy }),
});

/** Trains trials through one epoch that ends with this validation error. */
async function train(errors: Readonly<Record<number, number>>): Promise<void> {
  const numbers = Object.keys(errors).map(Number);
  const claims = numbers.map((trial) => ({ trial, worker: 'box-1', environment: 'onnx' }));
  await claimTrials(store, studyId, claims);
  await recordEvents(
    store,
    studyId,
    numbers.flatMap((number) => eventsOf(number, errors[number]!)),
  );
}

function eventsOf(trial: number, validationError: number): TrialEvent[] {
  const at = '2026-01-01T00:00:00Z';
  const envelope = {
    version: PROTOCOL_VERSION,
    study: studyId,
    trial,
    attempt: 1,
    worker: 'box-1',
    at,
  } as const;
  const losses = { trainLoss: 1, actionLoss: 1, baselineLoss: 0, reinforceLoss: 0, validationLoss: 1 };
  const result = { epoch: 1, steps: 9, learningRate: 0.001, trainError: 0.2, seconds: 1, ...losses };
  return [
    { ...envelope, sequence: 0, kind: 'epoch', result: { ...result, validationError }, checkpoint: null },
    { ...envelope, sequence: 1, kind: 'complete' },
  ];
}

const list: SnapshotRequest = {
  sort: 'rank',
  reverse: false,
  filter: [],
  expanded: [],
  rows: 20,
  offset: 0,
  cursor: { row: null, position: 0 },
  activityRows: 1,
  opened: [],
};

const leaderboard = async (request: Partial<SnapshotRequest> = {}) =>
  (await readSnapshot(reader, studyId, { ...list, ...request }))!.leaderboard;
const ids = (rows: readonly LeaderboardRow[]) => rows.map(({ id }) => id);

beforeAll(async () => {
  const { url } = await newTestDatabase();
  store = await openStore({ url });
  reader = await openReader({ url });
  const spec = studySpecSchema.parse({
    name: 'led',
    dataset: { name: 'glyphs' },
    trials: 6,
    finalists: { top: 2, seeds: 2, controls: ['random'] },
  });
  ({ id: studyId } = await createStudy(store, { spec, trials: [0, 1, 2, 3, 4, 5].map(searched) }));
  await train({ 0: 0.5, 1: 0.4, 2: 0.3, 3: 0.2, 4: 0.1 });
});
afterAll(async () => {
  await reader?.close();
  await store?.close();
});

describe('before there are finalists', () => {
  it('is the search, best first, those without an epoch last', async () => {
    const { rows, total, position } = await leaderboard();
    expect(ids(rows)).toEqual([4, 3, 2, 1, 0, 5]);
    expect([total, position]).toEqual([6, 0]);
  });

  it('moves no further than it must for the row of the cursor to be in sight', async () => {
    const below = await leaderboard({ rows: 2, cursor: { row: 1, position: 0 } });
    expect([ids(below.rows), below.offset, below.position]).toEqual([[2, 1], 2, 3]);
    const above = await leaderboard({ rows: 2, offset: 4, cursor: { row: 3, position: 5 } });
    expect([ids(above.rows), above.offset, above.position]).toEqual([[3, 2], 1, 1]);
    const inSight = await leaderboard({ rows: 2, offset: 2, cursor: { row: 1, position: 3 } });
    expect([inSight.offset, inSight.position]).toEqual([2, 3]);
  });

  it('keeps the cursor in its place where its row is gone or it was never on one', async () => {
    expect((await leaderboard({ cursor: { row: 99, position: 2 } })).position).toBe(2);
    expect((await leaderboard({ cursor: { row: null, position: 99 } })).position).toBe(5);
    const none = await leaderboard({ filter: [{ kind: 'text', text: 'nothing-like-it' }] });
    expect(none).toEqual({
      rows: [],
      offset: 0,
      position: 0,
      total: 0,
      seeds: { total: 0, above: 0 },
    });
  });

  it('shows those of a filter, and where the cursor is among them', async () => {
    const filter = [{ kind: 'number', of: 'error', comparison: '<=', value: 0.3 }] as const;
    const { rows, total, position } = await leaderboard({ filter, cursor: { row: 2, position: 0 } });
    expect([ids(rows), total, position]).toEqual([[4, 3, 2], 3, 2]);
  });
});

describe('with finalists', () => {
  beforeAll(async () => {
    const finalists = [seed(6, 4), seed(7, 4), seed(8, 3), seed(9, 3)];
    await addTrials(store, studyId, [
      ...finalists,
      seed(10, 3, 'random'),
      seed(11, 3, 'random'),
    ] as Parameters<typeof addTrials>[2]);
    // By the means, (20 + 20) / 2 = 20% against (10 + 20) / 2 = 15%, the config of trial 3 is the better one.
    await train({ 6: 0.2, 7: 0.2, 8: 0.1, 9: 0.2, 10: 0.5, 11: 0.75 });
  });

  it('has a row for each config on top, controls beneath them, then the search', async () => {
    const { rows, total } = await leaderboard();
    const groups = ['finalist 3 learned', 'finalist 4 learned', 'control 3 random'];
    expect(ids(rows)).toEqual([...groups, 4, 3, 2, 1, 0, 5]);
    expect(total).toBe(9);
    expect(rows[0]).toMatchObject({ kind: 'group', place: 1, isExpanded: false });
    expect(rows[2]).toMatchObject({ kind: 'group', place: null });
  });

  it('counts places in the search from 1, though finalists come before it in rank', async () => {
    const { rows } = await leaderboard();
    const places = rows.flatMap((row) => (row.kind === 'trial' ? [[row.place, row.trial.rank]] : []));
    expect(places).toEqual([
      [1, 5],
      [2, 6],
      [3, 7],
      [4, 8],
      [5, 9],
      [null, null],
    ]);
    const filter = [{ kind: 'phase', equals: false, phase: 'search' }] as const;
    const repeats = (await leaderboard({ filter })).rows;
    // Seeds 8, 6, 7 and 9 have 10%, and three times 20%; controls have no place.
    expect(repeats.map((row) => row.kind === 'trial' && row.place)).toEqual([1, 2, 3, 4, null, null]);
  });

  it('shows the seeds of a config beneath it', async () => {
    const { rows, total } = await leaderboard({ expanded: ['finalist 4 learned'], rows: 5 });
    expect(ids(rows)).toEqual(['finalist 3 learned', 'finalist 4 learned', 6, 7, 'control 3 random']);
    expect(rows[2]).toMatchObject({ isSeed: true, trial: { phase: 'finalist', curve: [0.2] } });
    expect(total).toBe(11);
  });

  it('counts the seeds that are shown, in all and above the first row in sight', async () => {
    const seedsFrom = async (offset: number) => {
      const cursor = { row: null, position: offset };
      return (await leaderboard({ expanded: ['finalist 4 learned'], rows: 2, offset, cursor })).seeds;
    };
    expect(await seedsFrom(0)).toEqual({ total: 2, above: 0 });
    // Above the fourth row are two configs and the first seed of the second.
    expect(await seedsFrom(3)).toEqual({ total: 2, above: 1 });
    expect(await seedsFrom(8)).toEqual({ total: 2, above: 2 });
    expect((await leaderboard()).seeds).toEqual({ total: 0, above: 0 });
  });

  it('finds the cursor on a config, on a seed, and beneath both', async () => {
    const expanded = ['finalist 4 learned'];
    const at = async (row: number | string) =>
      (await leaderboard({ expanded, rows: 2, cursor: { row, position: 0 } })).position;
    expect(await at('control 3 random')).toBe(4);
    expect(await at(7)).toBe(3);
    expect(await at(3)).toBe(6);
  });

  it('is a list of all trials in any other order and under a filter', async () => {
    expect((await leaderboard({ sort: 'number' })).total).toBe(12);
    const filter = [{ kind: 'phase', equals: true, phase: 'control' }] as const;
    expect(ids((await leaderboard({ filter })).rows)).toEqual([10, 11]);
  });

  it('comes with what attention is worth', async () => {
    const { verdict, groups } = (await readSnapshot(reader, studyId, list))!;
    expect(groups).toHaveLength(3);
    expect(verdict?.controls).toMatchObject([{ policy: 'random', error: { mean: 0.625 } }]);
  });

  it('counts no place among finalists for one without a complete seed', async () => {
    await addTrials(store, studyId, [seed(12, 2)] as Parameters<typeof addTrials>[2]);
    const { rows } = await leaderboard({ rows: 3 });
    expect(rows.map((row) => row.kind === 'group' && [row.id, row.place])).toEqual([
      ['finalist 3 learned', 1],
      ['finalist 4 learned', 2],
      ['finalist 2 learned', null],
    ]);
  });
});
