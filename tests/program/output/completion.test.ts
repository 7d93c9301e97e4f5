import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { createStudy, openStore } from '@ram-sweep/store';
import { parseStudy } from '@ram-sweep/search';
import { newTestDatabase, type TestDatabase } from '@ram-sweep/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

const program = createRequire(import.meta.url).resolve('@ram-sweep/cli/bin/ram-sweep.js');
const run = promisify(execFile);
let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ram-sweep-completion-'));
  database = await newTestDatabase();
  await using store = await opened();
  for (const name of ['mnist-28', 'mnist-60', 'other']) {
    const spec = parseStudy(`{ name: ${name}, dataset: { name: glyphs }, trials: 1 }`, { source: 'a.yaml' });
    await createStudy(store.store, { spec, trials: [], priors: [] });
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function opened() {
  const store = await openStore({ url: database.url });
  return { store, [Symbol.asyncDispose]: () => store.close() };
}

const environment = (url?: string, cache = join(folder, 'cache')) => ({
  ...process.env,
  RAM_SWEEP_HOME: join(folder, 'home'),
  XDG_CACHE_HOME: cache,
  ...(url === undefined ? {} : { RAM_SWEEP_DATABASE: url }),
});

/** What bash offers for the last of these words, by the script that the program prints for it. */
async function bash(words: readonly string[], url?: string, cache?: string): Promise<string[]> {
  const script = `
    source <("$0" "$1" completion bash)
    shift
    COMP_WORDS=(ram-sweep "$@")
    COMP_CWORD=$#
    _ram_sweep ram-sweep
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const args = ['-c', script, process.execPath, program, ...words];
  const { stdout, stderr } = await run('bash', args, { env: environment(url, cache), cwd: folder });
  expect(stderr).toBe('');
  return stdout.split('\n').filter(Boolean);
}

test('bash completes commands, flags and their values', async () => {
  expect(await bash(['val'])).toEqual(['validate']);
  expect(await bash(['best', '--fo'])).toEqual(['--format']);
  expect(await bash(['best', '--format', 'js'])).toEqual(['json']);
  // As bash divides --format=js.
  expect(await bash(['best', '--format', '=', 'js'])).toEqual(['json']);
  expect(await bash(['best', '--format', '='])).toEqual(['table', 'json', 'yaml', 'csv']);
});

// Only Linux has a folder that takes no other.
test.runIf(existsSync('/proc/self'))('bash completes commands where no cache can be made', async () => {
  expect(await bash(['val'], undefined, '/proc/none')).toEqual(['validate']);
});

test('bash completes studies that a running Postgres has', async () => {
  expect((await bash(['best', 'mn'], database.readerUrl)).toSorted()).toEqual(['mnist-28', 'mnist-60']);
  expect(await bash(['start', '--from', '=', 'o'], database.readerUrl)).toEqual(['other']);
});

test('where no server runs there are no studies, and none is started', async () => {
  expect(await bash(['best', ''])).toEqual([]);
  expect(await bash(['best', ''], 'postgres://nobody@127.0.0.1:1/none')).toEqual([]);
  expect(await readdir(folder)).not.toContain('home');
});

test('bash completes files itself where a file is wanted', async () => {
  await writeFile(join(folder, 'my study.yaml'), '');
  expect(await bash(['start', 'my'])).toEqual([]);
  const { stdout } = await run(
    'bash',
    ['-c', `source <("$0" "$1" completion bash); complete -p ram-sweep`, process.execPath, program],
    {
      env: environment(),
    },
  );
  expect(stdout).toContain('-o default -F _ram_sweep');
});

test.each(['zsh', 'fish'])(
  'the words for %s come with what they mean, and files are left to it',
  async (shell) => {
    const ask = async (...words: string[]) =>
      (await run(process.execPath, [program, 'complete', shell, ...words], { env: environment() })).stdout;
    expect(await ask('val')).toMatch(/^validate\tcheck study files/);
    expect(await ask('best', '--format=js')).toBe('--format=json\n');
    expect(await ask('start', '')).toBe(':files\n');
    expect(await ask('nonsense', '')).toBe('');
  },
);

test('the help says how a shell finds ram-sweep by its name, where it does not', async () => {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  const env = { ...environment(), PATH: `${bin}${delimiter}${process.env['PATH']}` };
  const help = (command: string, ...before: string[]) =>
    run(command, [...before, 'completion', '--help'], { env, cwd: folder });
  const { stdout } = await help(process.execPath, program);
  const [, linked] = /^ {2}ln -s (\S+) ~\/\.local\/bin\/ram-sweep$/m.exec(stdout) ?? [];
  await symlink(linked!, join(bin, 'ram-sweep'));
  const found = await help('ram-sweep');
  expect(found.stdout).toContain('source <(ram-sweep completion bash)');
  expect(found.stdout).not.toContain('PATH');
});
