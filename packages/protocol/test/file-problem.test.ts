import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileProblem } from '@ram-sweep/protocol/file-problem';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';

let folder: string;
const root = { uid: 0, name: 'root' };
const anna = { uid: 4321, name: 'anna' };
const me = { uid: process.getuid!(), name: 'me' };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ram-sweep-files-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

/** As node:fs throws it. */
const refused = (code: string, path: string | undefined, syscall = 'open'): Error =>
  Object.assign(new Error(`${code}: ${syscall}`), { code, syscall, ...(path ? { path } : {}) });

describe('a file that we may not have', () => {
  test('of somebody else: whose it is, who we are, and how it becomes ours', () => {
    const path = '/etc/passwd';
    expect(fileProblem(refused('EACCES', path), { me: anna })).toBe(
      'permission denied: /etc/passwd belongs to root (mode 644), and you are anna; ' +
        '`sudo chown -R anna /etc/passwd` gives it to you',
    );
    expect(fileProblem(refused('EPERM', path, 'chmod'), { me: anna, whole: '/etc' })).toContain(
      '`sudo chown -R anna /etc` gives it to you',
    );
  });

  test('that is yet to be made: whose the folder is, and no advice to give it away', () => {
    const whole = '/etc/ram-sweep-home';
    expect(fileProblem(refused('EACCES', whole, 'mkdir'), { me: anna, whole })).toMatch(
      /^permission denied: \/etc belongs to root \(mode \d+\), and you are anna$/,
    );
    expect(fileProblem(refused('ENOENT', '/proc/x', 'mkdir'), { me })).toBe('no folder can be made in /proc');
  });

  test('of our own: its mode, and how to open it', async () => {
    const path = join(folder, 'closed');
    await writeFile(path, '');
    await chmod(path, 0o200);
    expect(fileProblem(refused('EACCES', path), { me })).toBe(
      `permission denied: ${path} has mode 200; \`chmod -R u+rwX ${path}\` opens it to you`,
    );
  });

  test('that is not there: the folder that is not open', async () => {
    const inner = join(folder, 'of-nobody');
    await mkdir(inner, { mode: 0o700 });
    // Only root may give a folder away.
    if (me.uid === root.uid) await chown(inner, 4321, 4321);
    const owner = me.uid === root.uid ? 'user 4321' : '';
    const problem = fileProblem(refused('EACCES', join(inner, 'deep', 'file'), 'mkdir'), {
      me: { uid: 5, name: 'bob' },
    });
    expect(problem).toContain(`${inner} belongs to ${owner}`);
    expect(problem).toContain(`\`sudo chown -R bob ${inner}\``);
  });
});

test('a path through a file names that file', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const error = await readFile(join(file, 'below', 'it')).catch((caught: unknown) => caught);
  expect(fileProblem(error)).toBe(`${file} is a file, not a folder`);
});

test('a folder in the place of a file is named', async () => {
  const error = await readFile(folder).catch((caught: unknown) => caught);
  expect(fileProblem(error, { path: folder })).toBe(`${folder} is a folder, not a file`);
});

test.each([
  ['EROFS', /read-only: make it writable/],
  ['ENOSPC', /the disk of .* is full: free some space/],
  ['EDQUOT', /your share of the disk/],
  ['ENOENT', /does not exist/],
  ['EMFILE', /ulimit -n/],
])('%s says what it is and what helps', (code, says) => {
  expect(fileProblem(refused(code, join(folder, 'x')))).toMatch(says);
  expect(fileProblem(refused(code, undefined, 'write'), { path: join(folder, 'x') })).toMatch(says);
});

test('what is no refusal of a file is left to others', () => {
  expect(fileProblem(new SyntaxError('not JSON'), { path: folder })).toBeNull();
  expect(fileProblem(refused('EACCES', undefined, 'connect'), { path: folder })).toBeNull();
  expect(fileProblem(refused('ECONNRESET', undefined, 'read'), { path: folder })).toBeNull();
  expect(fileProblem('nonsense', { path: folder })).toBeNull();
});
