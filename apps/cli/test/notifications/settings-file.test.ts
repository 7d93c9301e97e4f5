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

/** What reading these settings says, line by line, after the one that names the file. */
async function problems(text: string): Promise<string[]> {
  const home = await mkdtemp(join(tmpdir(), 'ram-sweep-settings-'));
  onTestFinished(() => rm(home, { recursive: true }));
  const settingsFile = join(home, 'settings.yaml');
  await writeFile(settingsFile, text);
  const message = await readSettingsFile({ home, settingsFile }).then(
    () => '',
    (error: Error) => error.message,
  );
  const [first, ...rest] = message.split('\n');
  expect(first).toBe(`${settingsFile} is not a settings file:`);
  return rest.map((line) => line.trim());
}

const target = (fields: string): string => `notify: { targets: { team: { ${fields} } } }`;
const SECRET = 'https://hooks.slack.com/services/T0/B0/s3cret';

test.each([
  ['notify: { stallMinutes: -5 }', 'notify.stallMinutes is -5; allowed: a number from 1 to 10080'],
  ['notify: { stallMinutes: }', 'notify.stallMinutes is empty (null); allowed: a number from 1 to 10080'],
  ['notify: { stallMinute: 5 }', 'notify.stallMinute is not a known field; did you mean stallMinutes?'],
  ['notify: { x: 5 }', 'notify.x is not a known field; allowed: stallMinutes, targets'],
  ['[]', 'the file is a list; allowed: a mapping of notify'],
  [
    target(`kind: slak, url: '${SECRET}'`),
    'notify.targets.team.kind has another value; allowed: one of webhook, slack, discord, ntfy, program',
  ],
  [target('kind: slack'), 'notify.targets.team.url is missing; allowed: text of at most 2000 characters'],
  [target(`kind: slack, url: ftp://s3cret`), 'notify.targets.team.url must be an http:// or https:// URL'],
  [
    target(`kind: slack, url: '${SECRET}', bestEveryMinutes: s3cret`),
    'notify.targets.team.bestEveryMinutes is text; allowed: a number from 0 to 1440',
  ],
  [
    target(`kind: slack, url: '${SECRET}', on: [s3cret]`),
    'notify.targets.team.on[0] has another value; allowed: one of best, failure, stall, stop, end',
  ],
  [
    target(`kind: slack, url: '${SECRET}', on: []`),
    'notify.targets.team.on is a list; allowed: a list of at least 1',
  ],
  [
    target(`kind: slack, urll: '${SECRET}', url: '${SECRET}'`),
    'notify.targets.team.urll is not a known field; did you mean url?',
  ],
  [
    `notify: { targets: { 'my team': { kind: slack, url: '${SECRET}' } } }`,
    'notify.targets.my team: a name has letters, digits, "_" and "-" only, at most 40',
  ],
])('settings %s: %s', async (text, problem) => {
  expect(await problems(text)).toEqual([problem]);
});

test('every mistake is named, not only the first', async () => {
  expect(await problems('notify: { stallMinutes: 0, targets: { a: { kind: ntfy } } }')).toHaveLength(2);
});
