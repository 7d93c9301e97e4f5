import { addTrials, createStudy, openStore } from '@ram-sweep/store';
import { openReader } from '@ram-sweep/store/read';
import { compileTrialConfig, studySpecSchema } from '@ram-sweep/protocol';
import { newTestDatabase } from '@ram-sweep/testkit';
import { expect, test } from 'vitest';
import { findStudyResult, readSnapshot, type SnapshotRequest } from '../src/index.js';

const request: SnapshotRequest = {
  sort: 'rank',
  reverse: false,
  filter: [],
  expanded: [],
  rows: 10,
  offset: 0,
  cursor: { row: null, position: 0 },
  activityRows: 3,
  opened: [],
};

test('a database that goes away while a snapshot is read fails the reading, and nothing beside it', async () => {
  const unhandled: unknown[] = [];
  const listen = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', listen);
  const { url } = await newTestDatabase();
  const store = await openStore({ url });
  const spec = studySpecSchema.parse({ name: 'shown', dataset: { name: 'glyphs' } });
  const { id } = await createStudy(store, { spec, trials: [] });
  const reader = await openReader({ url });
  expect(await readSnapshot(reader, id, request)).not.toBeNull();
  await reader.close();
  await expect(readSnapshot(reader, id, request)).rejects.toThrow();
  // Rejections that nobody handles are reported in a later turn of the event loop.
  await new Promise((resolve) => setTimeout(resolve, 10));
  process.off('unhandledRejection', listen);
  await store.close();
  expect(unhandled).toEqual([]);
});

const trial = (number: number, epochs: number) => ({
  number,
  params: {},
  config: compileTrialConfig({ epochs }),
});

test('the epochs that a study comes to count finalists before they are there, and stay when they are added', async () => {
  const { url } = await newTestDatabase();
  await using store = await openStore({ url });
  const finalists = { top: 1, seeds: 2, epochs: 7, controls: ['random'] };
  const spec = studySpecSchema.parse({ name: 'counted', dataset: { name: 'glyphs' }, trials: 2, finalists });
  const { id } = await createStudy(store, { spec, trials: [trial(0, 10), trial(1, 10)] });
  // 2 trials of 10 epochs, 2 finalists and 2 controls of 7
  expect((await findStudyResult(store, id))?.epochsTotal).toBe(48);
  const repeats = [2, 3].map((number) => ({ ...trial(number, 7), phase: 'finalist' as const, repeats: 0 }));
  await addTrials(store, id, repeats, 'finalist');
  expect((await findStudyResult(store, id))?.epochsTotal).toBe(48);
});
