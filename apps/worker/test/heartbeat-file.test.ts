import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isReady } from '../src/heartbeat-file.js';

const HOUR_S = 3_600;

describe('a worker with a heartbeat file', () => {
  let folder: string;
  let file: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ram-sweep-heartbeat-'));
    file = join(folder, 'heartbeat');
    await writeFile(file, '');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Dates it so many seconds before now. */
  const age = (seconds: number): Promise<void> => {
    const at = new Date(Date.now() - seconds * 1_000);
    return utimes(file, at, at);
  };

  test.each([
    [0, true],
    [HOUR_S, false],
    // The clock was set back by an hour since.
    [-HOUR_S, false],
  ])('that was written %i s ago is ready: %s', async (seconds, ready) => {
    await age(seconds);
    expect(await isReady(file)).toBe(ready);
  });

  test('that is not there is not ready, nor is one whose path is a folder, which was changed just now', async () => {
    expect(await isReady(join(folder, 'missing'))).toBe(false);
    expect(await isReady(folder)).toBe(false);
  });
});
