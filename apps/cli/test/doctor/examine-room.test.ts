import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { examineDisk, examineMemory } from '../../src/doctor/examine-room.js';

test('a disk is looked at where a folder will be, and found too small with what should be free', async () => {
  const folder = join(tmpdir(), 'not', 'there', 'yet');
  expect(await examineDisk('disk of the home', folder, 1)).toEqual({
    what: 'disk of the home',
    ok: true,
    detail: expect.stringMatching(/^[\d.]+ \wB free at \/.*\/not\/there\/yet$/),
  });
  expect(await examineDisk('disk of the home', folder, 1e18)).toMatchObject({
    ok: false,
    detail: expect.stringMatching(/; 1000000000\.0 GB should be: free some space$/),
  });
});

test('memory is compared with what the workers take that start by default', async () => {
  expect(await examineMemory(1e15)).toMatchObject({ what: 'memory', ok: true });
  expect(await examineMemory(1e6)).toMatchObject({
    ok: false,
    detail: expect.stringMatching(
      /^1\.0 MB free; .* \(the default here\) take .* and more: take fewer with --workers/,
    ),
  });
});
