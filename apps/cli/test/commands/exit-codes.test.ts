import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { exitCodeOf, exitCodes } from '../../src/errors.js';
import { runsAlready } from '@ram-sweep/studies/sweep-file';

const program = fileURLToPath(new URL('../../bin/ram-sweep.js', import.meta.url));
const NOBODY = 'nats://127.0.0.1:1';

test.each([
  ['is done', ['--version'], 0, /^\d/],
  ['finds no data', ['data', 'mnist', '--data-dir', '/dev/null/none'], 3, /\/dev\/null\/none does not exist/],
  ['does not know a flag', ['data', '--nonsense'], 2, /--nonsense/],
  ['does not know a value', ['data', 'nonsense'], 2, /they are mnist/],
  ['reaches no server', ['worker', '--nats', NOBODY, '--engine', 'tfjs-wasm'], 4, /127\.0\.0\.1:1/],
  [
    'cannot start an engine',
    ['worker', '--nats', NOBODY, '--engine', 'tfjs-node'],
    4,
    /tfjs-node.* does not load/,
  ],
  [
    'is given no address of a Postgres',
    ['studies', '--database', 'foo'],
    2,
    /: --database must look like postgres:/,
  ],
  [
    'cannot make a home',
    ['studies', '--home', `${program}/home`],
    4,
    /is a file, not a folder; or choose another home/,
  ],
])('a command that %s says so with its exit code', async (_, args, code, said) => {
  const ended = await run(args);
  expect(ended.output).toMatch(said);
  expect(ended.code).toBe(code);
});

test('what is there, and running, is no server that is unreachable', () => {
  expect(exitCodeOf(runsAlready('mnist', 2))).toBe(exitCodes.failure);
});

test('options that do not parse are wrong usage', () => {
  const { error } = z.number().safeParse('seven');
  expect(exitCodeOf(error)).toBe(exitCodes.usage);
});

const stranger = (kind: unknown) => exitCodeOf(Object.assign(new Error('away'), { kind }));

test('the kind is read from the error, whatever copy of its class made it', () => {
  expect(stranger('unavailable')).toBe(exitCodes.unavailable);
  expect(['toString', '__proto__', 'away', 4, undefined].map(stranger)).toEqual([1, 1, 1, 1, 1]);
  expect([exitCodeOf('thrown'), exitCodeOf({ kind: 'usage' })]).toEqual([1, 1]);
});

/** The real command line, in a home of its own, on a machine whose TensorFlow does not load. */
async function run(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-exit-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const env = { ...process.env, RAM_SWEEP_HOME: folder, RAM_SWEEP_TFJS_NODE: await brokenTensorFlow(folder) };
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, output: stdout + stderr };
}

/** A folder to take TensorFlow's native library from, in vain. */
async function brokenTensorFlow(folder: string): Promise<string> {
  const library = join(folder, 'node_modules', '@tensorflow', 'tfjs-node');
  await mkdir(library, { recursive: true });
  await writeFile(join(library, 'index.js'), `throw new Error('built for another machine');`);
  return folder;
}
