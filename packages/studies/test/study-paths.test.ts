import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { claimSweepFile, findRunningSweep, logFileOf } from '../src/drive/sweep-file.js';

const HOSTILE = [
  '../evil',
  '..',
  '.',
  '',
  '/etc/passwd',
  'a/../../b',
  'a\\..\\b',
  'a\0',
  '~',
  'a'.repeat(64),
  '-x',
];

test('the log of a study lies in its folder, whatever the study’s name', () => {
  const name = fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.stringMatching(/^[A-Za-z0-9._/-]{1,8}$/),
  );
  const outcomes = { placed: 0, refused: 0 };
  fc.assert(
    fc.property(name, (study) => {
      try {
        expect(relative('/home/logs', logFileOf('/home', study))).toBe(`sweep-${study}.log`);
        expect(study).not.toMatch(/[/\\\0]/);
        outcomes.placed += 1;
      } catch (error) {
        expect(error).toMatchObject({
          name: 'StudiesError',
          message: expect.stringContaining('no name of a study'),
        });
        outcomes.refused += 1;
      }
    }),
    { numRuns: 2000 },
  );
  expect(Math.min(outcomes.placed, outcomes.refused)).toBeGreaterThan(100);
});

test.each(HOSTILE)('a sweep named %j claims no file, and none is taken for it', async (study) => {
  const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-paths-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const home = join(folder, 'home');
  await mkdir(join(home, 'sweeps'), { recursive: true });
  await writeFile(
    join(home, 'evil.json'),
    JSON.stringify({ pid: process.pid, processStart: null, home, study }),
  );
  await expect(claimSweepFile(home, { study, nats: [] })).rejects.toThrow(/no name of a study/);
  expect(await findRunningSweep(home, study)).toBeNull();
  expect((await readdir(folder, { recursive: true })).toSorted()).toEqual([
    'home',
    'home/evil.json',
    'home/sweeps',
  ]);
});
