import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createStudy, openStore, setStudyState } from '@ram-sweep/store';
import { studySpecSchema } from '@ram-sweep/protocol';
import { newTestDatabase, startTestNats, type TestNats } from '@ram-sweep/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program } from '../programs.js';
import { Sandbox } from '../sandbox.js';

/** As `ram-sweep --help` has them. */
const [OK, FAILURE, USAGE, NOT_FOUND, UNAVAILABLE, STOPPED] = [0, 1, 2, 3, 4, 5];

let nats: TestNats;
let empty: Sandbox;
let sandbox: Sandbox;

/** A study without an epoch that a person stopped, and one that is complete. */
beforeAll(async () => {
  const [server, { url }, { url: emptyUrl }] = await Promise.all([
    startTestNats(),
    newTestDatabase(),
    newTestDatabase(),
  ]);
  nats = server;
  sandbox = await Sandbox.onServers(url, nats);
  empty = await Sandbox.onServers(emptyUrl, nats);
  await using store = await openStore({ url });
  for (const [name, state] of [
    ['halted', 'stopped'],
    ['done', 'complete'],
  ] as const) {
    const spec = studySpecSchema.parse({ name, dataset: { name: 'glyphs' } });
    const { id } = await createStudy(store, { spec, trials: [] });
    await setStudyState(store, { study: id, state });
  }
});

afterAll(async () => {
  await Promise.all([sandbox, empty].map((each) => each[Symbol.asyncDispose]()));
  await nats.stop();
});

it('are the same where nothing can be told, as in a log on a full disk', async () => {
  // A file that is open for reading takes no line.
  const deaf = await open(fileURLToPath(import.meta.url), 'r');
  const child = spawn(process.execPath, [program, 'show', '0', 'nowhere', '--home', empty.home], {
    stdio: ['ignore', 'ignore', deaf.fd],
  });
  const [code] = await once(child, 'exit');
  await deaf.close();
  expect(code).toBe(NOT_FOUND);
});

const NOBODY = '127.0.0.1:1';

describe('exit codes', () => {
  it.each([
    [OK, '--help'],
    [OK, 'help best'],
    [OK, 'best --help'],
    [OK, 'start --set seed=1 --help'],
    [OK, 'trials halted'],
    [OK, 'export halted'],
    [OK, 'watch done --plain'],
    [FAILURE, 'export halted -o /dev/null/none/x.csv'],
    [USAGE, 'nonsense'],
    [USAGE, 'nonsense --help'],
    [USAGE, 'help nonsense'],
    [USAGE, '--nonsense --help'],
    [USAGE, 'best --help --nonsense'],
    [USAGE, 'completion'],
    [USAGE, 'export halted -o x.xlsx'],
    [USAGE, 'report halted -o x.pdf'],
    [USAGE, 'glimpses halted --png x.jpg'],
    [USAGE, 'trials halted --nonsense'],
    [USAGE, 'trials halted too-many'],
    [USAGE, 'trials halted --top 0'],
    [USAGE, 'trials halted --state surplus'],
    [USAGE, 'trials halted --phase running'],
    [USAGE, 'trials halted --pareto --sort number'],
    [USAGE, 'export halted --format xml'],
    [USAGE, 'export halted -o'],
    [USAGE, 'best halted --under x'],
    [USAGE, 'show first halted'],
    [USAGE, 'glimpses halted --png -'],
    [USAGE, 'start --no-measure'],
    [USAGE, 'start nowhere.yaml'],
    [USAGE, 'resume halted --trials 20'],
    [USAGE, 'resume halted --trials +999999999'],
    [USAGE, 'resume halted --trials +1e9'],
    [USAGE, 'resume halted --workers 1000'],
    [USAGE, 'resume halted --enqueue nowhere.yaml'],
    [USAGE, 'delete halted'],
    [USAGE, 'data nonsense'],
    [USAGE, 'trials halted --database nonsense'],
    [USAGE, 'trials halted --database http://localhost/x'],
    [USAGE, 'trials halted --database postgres://localhost/x?sslrootcert=/dev/null/none'],
    [USAGE, 'trials halted --database-ca /dev/null/none'],
    [USAGE, 'stop halted --nats :::'],
    [NOT_FOUND, 'trials nothing'],
    [NOT_FOUND, 'show 99 halted'],
    [NOT_FOUND, 'show 0 nothing'],
    [NOT_FOUND, 'best halted'],
    [NOT_FOUND, 'best nothing'],
    [NOT_FOUND, 'export nothing'],
    [NOT_FOUND, 'report nothing'],
    [NOT_FOUND, 'test halted'],
    [NOT_FOUND, 'test halted --finalists'],
    [NOT_FOUND, 'glimpses halted'],
    [NOT_FOUND, 'watch nothing --plain'],
    [NOT_FOUND, 'resume nothing'],
    [NOT_FOUND, 'stop nothing'],
    [NOT_FOUND, 'stop halted'],
    [NOT_FOUND, 'pause halted'],
    [NOT_FOUND, 'delete nothing --yes'],
    [NOT_FOUND, 'start --from halted --name closer'],
    [NOT_FOUND, 'stop halted --trial 99'],
    [NOT_FOUND, 'data --data-dir /dev/null/none'],
    [NOT_FOUND, 'data mnist --data-dir /dev/null/none'],
    [UNAVAILABLE, `trials halted --database postgres://${NOBODY}/x`],
    [UNAVAILABLE, `stop halted --nats nats://${NOBODY}`],
    [STOPPED, 'watch halted --plain'],
  ])('%i: ram-sweep %s', async (expected, line) => {
    const { code, stdout, stderr } = await sandbox.run(...line.split(' '));
    expect(code, stdout + stderr).toBe(expected);
    // One voice for all of them, also where the parser refuses.
    if (code !== OK && code !== STOPPED) expect(stderr).toMatch(/^ram-sweep: /m);
  });

  it.each([
    ['best', ''],
    ['watch', '', '--plain'],
    ['report', 'halted', ''],
    ['best', 'halted', '--home', ''],
    ['export', 'halted', '-o', ''],
    ['start', '--from', '', '--name', 'closer'],
  ])('2: ram-sweep %s with an empty text, as that of a variable that is not set', async (...words) => {
    const { code, stderr } = await sandbox.run(...words);
    expect(stderr).toMatch(/is empty\n.*variable of the shell not set/);
    expect(code).toBe(USAGE);
  });

  it('names the nearest beside --help too, and the shells that there are', async () => {
    expect((await sandbox.run('bset', '--help')).stderr).toMatch(/unknown command 'bset'\n.*mean best\?/);
    expect((await sandbox.run('best', '--jsno', '-h')).stderr).toMatch(
      /unknown option '--jsno'\n.*mean --json\?/,
    );
    expect((await sandbox.run('completion')).stderr).toMatch(
      /completion bash.*completion zsh.*completion fish/,
    );
  });

  it.each(['best', 'studies', 'trials', 'show 0', 'export', 'watch --plain', 'stop', 'resume', 'test'])(
    '3: ram-sweep %s, where there is no study yet',
    async (line) => {
      const { code, stderr } = await empty.run(...line.split(' '));
      expect(stderr).toMatch(/no stud/);
      expect(code).toBe(NOT_FOUND);
    },
  );
});

it('- is standard output for a report too, and no file of that name', async () => {
  const { code, stdout, stderr } = await sandbox.run('report', 'halted', '-o', '-');
  expect(stdout).toMatch(/^<!doctype html>/i);
  expect(stderr).not.toContain('wrote');
  expect(code).toBe(OK);
});

describe('with --json', () => {
  it.each([
    [USAGE, 'trials halted --top 0', '--top 0: must be a whole number, 1 or more'],
    [USAGE, 'trials halted --nonsense', "unknown option '--nonsense'"],
    [USAGE, 'best halted --format yaml', "option '--json' cannot be used with option '--format <format>'"],
    [NOT_FOUND, 'best nothing', 'there is no study nothing'],
    [NOT_FOUND, 'show 99 halted', 'study halted has no trial 99'],
    [UNAVAILABLE, `studies --database postgres://${NOBODY}/x`, NOBODY],
  ])('%i: ram-sweep %s is an object on standard error', async (exitCode, line, message) => {
    const { code, stdout, stderr } = await sandbox.run(...line.split(' '), '--json');
    expect(stdout).toBe('');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(stderr)).toMatchObject({
      error: { message: expect.stringContaining(message), exitCode },
    });
    expect(code).toBe(exitCode);
  });

  it('a command that suggests something does so as a field', async () => {
    const { stderr } = await sandbox.run('trails', '--json');
    expect(JSON.parse(stderr)).toEqual({
      error: {
        message: "unknown command 'trails'",
        hint: expect.stringMatching(/^Did you mean trials\? Otherwise see `.*ram-sweep(\.js)? --help`$/),
        exitCode: USAGE,
      },
    });
  });
});
