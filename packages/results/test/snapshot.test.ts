import { createStudy, openStore } from '@ram-sweep/store';
import { openReader } from '@ram-sweep/store/read';
import { studySpecSchema } from '@ram-sweep/protocol';
import { newTestDatabase } from '@ram-sweep/testkit';
import { expect, test } from 'vitest';
import { readSnapshot, type SnapshotRequest } from '../src/index.js';

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
