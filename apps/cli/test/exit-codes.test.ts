import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { BusUnavailableError } from '@ram-sweep/bus';
import { StudyFileError } from '@ram-sweep/search';
import {
  NatsServerNotFoundError,
  ServiceError,
  ServicesHomeError,
  ServicesLockedError,
} from '@ram-sweep/services';
import { StoreRefusedError, StoreUnavailableError } from '@ram-sweep/store';
import { EngineUnavailableError } from '@ram-sweep/engines';
import { expect, onTestFinished, test } from 'vitest';
import { exitCodeOf, exitCodes } from '../src/errors.js';
import { runsAlready } from '../src/supervisor/sweep-file.js';

const program = fileURLToPath(new URL('../bin/ram-sweep.js', import.meta.url));
const NOBODY = 'nats://127.0.0.1:1';

test.each([
  ['is done', ['--version'], 0, /^\d/],
  ['fails', ['data', 'mnist', '--data-dir', '/dev/null/none'], 1, /\/dev\/null\/none does not exist/],
  ['does not know a flag', ['data', '--nonsense'], 2, /--nonsense/],
  ['does not know a value', ['data', 'nonsense'], 2, /they are mnist/],
  ['reaches no server', ['worker', '--nats', NOBODY, '--engine', 'tfjs-wasm'], 4, /127\.0\.0\.1:1/],
  [
    'cannot start an engine',
    ['worker', '--nats', NOBODY, '--engine', 'tfjs-node'],
    4,
    /tfjs-node.* does not load/,
  ],
  ['cannot make a home', ['studies', '--home', `${program}/home`], 4, /choose a home/],
])('a command that %s says so with its exit code', async (_, args, code, said) => {
  const ended = await run(args);
  expect(ended.output).toMatch(said);
  expect(ended.code).toBe(code);
});

test('every error of a server or an engine that is not to be had ends a command with the code of that', () => {
  const unavailable = [
    new StoreUnavailableError(new Error('away')),
    new StoreRefusedError(new Error('password authentication failed'), '28P01'),
    new BusUnavailableError([], 'away'),
    new ServiceError('postgres', 'did not start'),
    new ServicesHomeError('/home', 'is full'),
    new ServicesLockedError('/home/services.lock', 2),
    new NatsServerNotFoundError([]),
    new EngineUnavailableError('auto', 'none runs here'),
  ];
  expect(unavailable.map(exitCodeOf)).toEqual(unavailable.map(() => exitCodes.unavailable));
});

test('what is there, and runs already, is no server that is away', () => {
  expect(exitCodeOf(runsAlready('mnist', 2))).toBe(exitCodes.failure);
  expect(exitCodeOf(new StudyFileError('study.yaml', []))).toBe(exitCodes.usage);
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
