import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { npxCommand } from '../../src/print/command/npx-command.js';

/** As npx lays it out: a package.json with its note, beside the node_modules with the program. */
async function fetched(note: unknown): Promise<string> {
  const cache = await mkdtemp(join(tmpdir(), 'ram-sweep-npx-'));
  onTestFinished(() => rm(cache, { recursive: true, force: true }));
  const folder = join(cache, '_npx', '0123456789abcdef');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(note));
  return join(folder, 'node_modules', 'ram-sweep', 'bin', 'ram-sweep.js');
}

test.each([
  ['ram-sweep', 'npx ram-sweep'],
  ['ram-sweep@0.1.0', 'npx ram-sweep@0.1.0'],
  ["./Ada's/ram-sweep-0.1.0.tgz", `npx './Ada'\\''s/ram-sweep-0.1.0.tgz'`],
])('what npx fetched as %s is started by the same words', async (asked, words) => {
  expect(npxCommand(await fetched({ _npx: { packages: [asked] } }))).toBe(words);
});

test.each([
  ['says nothing of it', {}],
  ['has several packages', { _npx: { packages: ['ram-sweep', 'other'] } }],
])('a folder of npx that %s is no help', async (_, note) => {
  expect(npxCommand(await fetched(note))).toBeUndefined();
});

test('any other program was not fetched by npx', () => {
  expect(npxCommand('/srv/project/node_modules/ram-sweep/bin/ram-sweep.js')).toBeUndefined();
});
