import { spawn } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError, type ProgramName } from '../errors.js';
import { endProcess } from './process.js';
import { explainFailure } from './failure.js';

export interface Launch {
  readonly service: ProgramName;
  readonly command: string;
  readonly args: readonly string[];
  readonly logFile: string;
  /** Whether the server answers. Throws when it never will. */
  readonly answers: () => Promise<boolean>;
  readonly timeoutMs: number;
  /** Told the process id as soon as there is one. */
  readonly onSpawn?: ((pid: number) => void) | undefined;
}

const LARGEST_LOG_BYTES = 4 * 1024 * 1024;
const POLL_MS = 10;

/**
 * Starts a server that outlives this process and waits until it answers; returns its process id.
 * If it ends before that, or says nothing for `timeoutMs`, it is gone when the ServiceError is thrown.
 */
export async function launch(options: Launch): Promise<number> {
  const { service, logFile } = options;
  const logStart = await rotateLog(logFile);
  const log = await open(logFile, 'a', 0o600);
  try {
    const child = spawn(options.command, options.args, {
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: serverEnvironment(),
    });
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    child.unref();
    if (child.pid === undefined)
      throw new ServiceError(service, `cannot run ${options.command}: ${await ended}`);
    options.onSpawn?.(child.pid);
    const failure = await waitUntilReady(options, child.pid, ended);
    if (failure === null) return child.pid;
    throw explainFailure(service, failure, await readTail(logFile, logStart));
  } finally {
    await log.close();
  }
}

/** A server gets nothing of the caller's environment but the path; C keeps its messages in English. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
}

/** null once the server answers, or how it failed. */
async function waitUntilReady(options: Launch, pid: number, ended: Promise<string>): Promise<string | null> {
  let end: string | null = null;
  void ended.then((how) => (end = how));
  const deadline = performance.now() + options.timeoutMs;
  try {
    while (performance.now() < deadline) {
      if (end !== null) return `it ended at once (${end as string})`;
      if (await options.answers()) return null;
      await sleep(POLL_MS);
    }
  } catch (error) {
    await endProcess(pid, { signal: 'SIGTERM', graceMs: 2_000 });
    throw error;
  }
  await endProcess(pid, { signal: 'SIGTERM', graceMs: 2_000 });
  return `it did not answer within ${options.timeoutMs / 1000} s`;
}

/** Puts a log that has grown large aside; returns where the new lines will begin. */
async function rotateLog(logFile: string): Promise<number> {
  const size = (await stat(logFile).catch(() => null))?.size ?? 0;
  if (size <= LARGEST_LOG_BYTES) return size;
  await rename(logFile, `${logFile}.1`);
  return 0;
}

async function readTail(logFile: string, from: number): Promise<string> {
  const text = (await readFile(logFile)).subarray(from).toString('utf8').trimEnd();
  return text.split('\n').slice(-12).join('\n');
}
