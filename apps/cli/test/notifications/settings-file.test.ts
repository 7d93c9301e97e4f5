import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSettingsFile } from '../../src/notifications/settings-file.js';

async function read(text: string) {
  const home = await mkdtemp(join(tmpdir(), 'ram-sweep-settings-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  await writeFile(join(home, 'settings.yaml'), text);
  return readSettingsFile({ home, settingsFile: undefined });
}

test.each([
  ['a bracket that nothing closes', 'notify:\n  targets: { a: [s3cret }\n', 2],
  ['an alias without an anchor', 'notify:\n  stallMinutes: 5\nx: *s3cret\n', 3],
  ['aliases that multiply', `a: &a [1, 1]\nb: &b [${'*a, '.repeat(99)}]\nc: [${'*b, '.repeat(99)}]\n`, 3],
  ['brackets without end', `notify:\n  targets: ${'['.repeat(20_000)}`, 2],
])('%s is a mistake in a line of the file', async (_, text, line) => {
  const refused = expect(read(text)).rejects;
  await refused.toMatchObject({ kind: 'usage', message: expect.stringContaining(`settings.yaml:${line}: `) });
  await refused.not.toThrow('s3cret');
});

test('an alias of what is there stands for it', async () => {
  const text = `notify:
    targets:
      a: &a { kind: ntfy, url: https://ntfy.sh/topic }
      b: *a
  `;
  const { targets } = (await read(text)).notify;
  expect(targets['b']).toEqual(targets['a']);
});
