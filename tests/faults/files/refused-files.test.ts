import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Sandbox, type Finished } from '../../program/sandbox.js';
import { smallStudy } from '../../program/small-study.js';

let sandbox: Sandbox;
let study: string;

beforeAll(async () => {
  sandbox = await Sandbox.create();
  study = await sandbox.writeStudy('mine.yaml', smallStudy('mine', { trials: 1, epochs: 1 }));
  expect((await sandbox.run('start', study, '--plain')).code).toBe(0);
});
afterAll(async () => {
  await sandbox?.[Symbol.asyncDispose]();
});

/** Runs a command for which all below this path of the home belongs to somebody else. */
const refusedAt = (path: string, ...args: string[]): Promise<Finished> => {
  const preload = new URL('../preloads/refused-files.mjs', import.meta.url).href;
  const env = { NODE_OPTIONS: `--import=${preload}`, TEST_REFUSED: join(sandbox.home, path) };
  return sandbox.with(env).run(...args);
};

describe('a file of somebody else', () => {
  it.each([
    ['services.json', 4, 'studies'],
    ['services.json', 4, 'start mine.yaml --name other --plain'],
    ['services.lock', 4, 'down'],
    ['', 4, 'best'],
    ['sweeps', 4, 'down'],
    ['sweeps', 4, 'start mine.yaml --name other --plain'],
    ['logs', 4, 'start mine.yaml --name other --detach'],
    ['logs', 4, 'logs'],
    ['mine.yaml', 2, 'start mine.yaml --plain'],
  ])('%s is named with its owner and what helps, in %i of %s', async (path, code, command) => {
    const args = command.split(' ').map((word) => (word === 'mine.yaml' ? study : word));
    const refused = await refusedAt(path, ...args);
    expect(refused.stderr).toMatch(
      /permission denied: \/\S+ belongs to \S+ \(mode \d+\), and you are anna; `sudo chown -R anna \/\S+` gives it to you/,
    );
    expect(refused.stderr).not.toMatch(/damaged|move|aside|copy|EACCES/);
    expect(refused.code).toBe(code);
  });

  it('is no reason for doctor to fail', async () => {
    const { code, stdout } = await refusedAt('services.json', 'doctor');
    expect(code).toBe(0);
    expect(stdout).toMatch(/– +embedded servers +the home .* cannot be used: permission denied/);
  });

  it('among the images of a data folder or of the cache is named as well', async () => {
    const data = join(sandbox.home, 'data');
    await mkdir(join(data, 'mnist'), { recursive: true });
    const images = [
      'train-images-idx3-ubyte',
      'train-labels-idx1-ubyte',
      't10k-images-idx3-ubyte',
      't10k-labels-idx1-ubyte',
    ];
    for (const name of images) await writeFile(join(data, 'mnist', name), '');
    const mnist = ['--set', 'dataset={"name":"mnist"}', '--name', 'other', '--plain'];
    const { code, stderr } = await refusedAt('data/mnist', 'start', study, ...mnist, '--data-dir', data);
    expect(stderr).toMatch(
      /train-images-idx3-ubyte cannot be read: permission denied: .* and you are anna; `sudo chown -R anna /,
    );
    expect(code).toBe(1);
    const cached = await sandbox
      .with({ XDG_CACHE_HOME: join(sandbox.home, 'cache'), TEST_REFUSED: join(sandbox.home, 'cache') })
      .with({ NODE_OPTIONS: `--import=${new URL('../preloads/refused-files.mjs', import.meta.url).href}` })
      .run('start', study, ...mnist);
    expect(cached.stderr).toMatch(/cannot be written: permission denied: /);
    expect(cached.stderr).not.toMatch(/no mirror|http/);
  });
});

it('a home below a file, or a folder in the place of its record, is said to be that', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-homes-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'file'), '');
  const below = await sandbox.run('studies', '--home', join(folder, 'file', 'home'));
  expect(below.code).toBe(4);
  expect(below.stderr).toContain(`${join(folder, 'file')} is a file, not a folder`);
  await mkdir(join(folder, 'home', 'services.json'), { recursive: true });
  const odd = await sandbox.run('studies', '--home', join(folder, 'home'));
  expect(odd.code).toBe(4);
  expect(odd.stderr).toContain(`${join(folder, 'home', 'services.json')} is a folder, not a file`);
  expect(await readdir(join(folder, 'home'))).toEqual(['services.json']);
});

it('a certificate file of your own Postgres that is not there is a wrong option', async () => {
  const { code, stderr } = await sandbox.run(
    'studies',
    '--database',
    'postgres://me@127.0.0.1:1/none',
    '--database-ca',
    join(sandbox.home, 'none.pem'),
  );
  expect(stderr).toContain(`${join(sandbox.home, 'none.pem')} does not exist`);
  expect(code).toBe(2);
});
