import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { propose } from '../../src/print/command/propose.js';
import type { Shell } from '../../src/print/command/shell.js';

const checkout = fileURLToPath(new URL('../../../..', import.meta.url)).replace(/\/$/, '');
const program = join(checkout, 'apps', 'cli', 'bin', 'ram-sweep.js');

const inCheckout: Shell = {
  argv: ['node', 'ram-sweep', 'start', 'study.yaml'],
  folder: checkout,
  workingFolder: checkout,
  path: ['/usr/bin'],
  home: undefined,
};
const given = (...flags: string[]): string =>
  propose('watch mnist-28', { ...inCheckout, argv: ['node', 'ram-sweep', 'start', ...flags] });

const best = (shell: Partial<Shell>): string => propose('best', { ...inCheckout, ...shell });

describe('a command to type next', () => {
  it('is the bare one where the home is the usual one', () => {
    expect(given('study.yaml', '--workers', '2')).toBe('npx ram-sweep watch mnist-28');
  });

  it('finds the study again in the home that this command was given', () => {
    expect(given('study.yaml', '--home', './sandbox')).toBe('npx ram-sweep watch mnist-28 --home ./sandbox');
    expect(given('--home=/srv/sweeps', 'study.yaml')).toBe('npx ram-sweep watch mnist-28 --home /srv/sweeps');
  });

  it('counts the last of two homes, as the command itself does', () => {
    expect(given('--home', 'one', '--home=two')).toBe('npx ram-sweep watch mnist-28 --home two');
    expect(given('--home=one', '--home', 'two')).toBe('npx ram-sweep watch mnist-28 --home two');
  });

  it('leaves out the home that a variable of the shell names, unless a flag named another', () => {
    const shell = { ...inCheckout, home: '/srv/sweeps' };
    expect(propose('down', shell)).toBe('npx ram-sweep down');
    expect(propose('down', { ...shell, home: 'sweeps' })).toBe('npx ram-sweep down');
    expect(propose('down', { ...shell, argv: ['node', 'ram-sweep', 'best', '--home', 'x'] })).toBe(
      'npx ram-sweep down --home x',
    );
  });

  it('names the home of a variable that npm start reads in another folder', () => {
    const shell = { ...inCheckout, folder: join(checkout, 'docs'), home: 'sweeps' };
    expect(propose('down', shell)).toBe(`npx ram-sweep down --home ${join(checkout, 'sweeps')}`);
  });

  it('names another home than this command where it says so itself', () => {
    const argv = ['node', 'ram-sweep', 'best', '--home', 'x'];
    expect(propose('down --home y', { ...inCheckout, argv })).toBe('npx ram-sweep down --home y');
  });

  it('can be pasted into a shell', () => {
    expect(given('--home', "Ada's sweeps")).toBe(`npx ram-sweep watch mnist-28 --home 'Ada'\\''s sweeps'`);
  });

  it('reads images from the same folder', () => {
    const argv = ['node', 'ram-sweep', 'start', 'mn.yaml', '--data-dir', '/data'];
    expect(propose('resume mn', { ...inCheckout, argv })).toBe('npx ram-sweep resume mn --data-dir /data');
    expect(propose('best mn', { ...inCheckout, argv })).toBe('npx ram-sweep best mn');
  });

  it('asks the same servers, but keeps an address that holds a password to itself', () => {
    expect(given('--database', 'postgres://db/sweeps', '--nats-creds=my.creds')).toBe(
      'npx ram-sweep watch mnist-28 --database postgres://db/sweeps --nats-creds my.creds',
    );
    expect(given('--nats', 'nats://me:secret@host:4222')).toBe('npx ram-sweep watch mnist-28');
    expect(given('--database', 'postgres://db/sweeps?user=me&password=secret')).toBe(
      'npx ram-sweep watch mnist-28',
    );
  });
});

describe('a command to type next names the program as the shell finds it', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ram-sweep-shell-'));
    for (const name of ['linked', 'wrapped', 'other', 'bare', 'project/node_modules/.bin', 'project/sub']) {
      await mkdir(join(folder, name), { recursive: true });
    }
    await symlink(program, join(folder, 'linked', 'ram-sweep'));
    await symlink(program, join(folder, 'project/node_modules/.bin/ram-sweep'));
    await writeFile(join(folder, 'wrapped', 'ram-sweep'), `#!/bin/sh\nexec node '${program}' "$@"\n`);
    await writeFile(join(folder, 'other', 'ram-sweep'), '#!/bin/sh\nexec node /opt/old/ram-sweep.js\n');
    for (const name of ['wrapped', 'other']) await chmod(join(folder, name, 'ram-sweep'), 0o755);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(['linked', 'wrapped'])('ram-sweep where it is on the PATH, %s', (name) => {
    expect(best({ path: ['/usr/bin', join(folder, name)] })).toBe('ram-sweep best');
    expect(best({ path: [join(folder, name)], folder: '/' })).toBe('ram-sweep best');
  });

  it('npx ram-sweep below the folder of a project that has it', () => {
    expect(best({ folder: join(checkout, 'docs') })).toBe('npx ram-sweep best');
    expect(best({ folder: join(folder, 'project/sub') })).toBe('npx ram-sweep best');
  });

  it('not by what npm has put on the PATH for this command alone', () => {
    const path = [join(folder, 'project/node_modules/.bin'), '/usr/bin'];
    expect(best({ path, folder: join(folder, 'bare') })).toBe(`node ${program} best`);
  });

  it('never as another installation', () => {
    expect(best({ path: [join(folder, 'other')] })).toBe('npx ram-sweep best');
  });

  it('by its path elsewhere, with the home that npm start was given from there', () => {
    const argv = ['node', program, 'start', '--home', 'sweeps'];
    expect(best({ folder: join(folder, 'bare'), argv })).toBe(
      `node ${program} best --home ${join(checkout, 'sweeps')}`,
    );
  });
});
