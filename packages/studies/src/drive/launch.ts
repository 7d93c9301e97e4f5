import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '@ram-sweep/protocol/make-folder';
import { programFile } from '../program-file.js';
import type { SweepPlan } from './plan.js';
import { environmentFor } from './process-environment.js';
import { logFileOf } from './sweep-file.js';

/** A supervisor that this command started; it goes on without us if we leave. */
export interface LaunchedSweep {
  readonly logFile: string;
  /** Exit code of the supervisor. */
  readonly ended: Promise<number>;
  /** Asks the sweep to end: running trials are checkpointed and go back to the queue. */
  stop(): void;
  /** Ends it without asking twice. */
  kill(): void;
  /** Lets it run on its own. */
  leave(): void;
  /** The last lines of its log, for when something went wrong. */
  logTail(lines: number): string;
}

/** Starts a supervisor in a process group of its own, so that Ctrl-C reaches us alone and we decide. */
export async function launch(plan: SweepPlan): Promise<LaunchedSweep> {
  const logFile = logFileOf(plan.home, plan.study.name);
  await makeFolder(dirname(logFile), 0o700);
  const out = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, [programFile, 'supervise'], {
    detached: true,
    stdio: ['pipe', out, out],
    env: environmentFor('supervisor'),
  });
  closeSync(out);
  // Not as a message: one that is still unread when we leave would be lost with the channel.
  child.stdin!.end(JSON.stringify(plan));
  return launched(child, logFile);
}

/** Nothing happens where the group has just ended by itself. */
function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function launched(child: ChildProcess, logFile: string): LaunchedSweep {
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
  return {
    logFile,
    ended,
    stop: () => void child.kill('SIGTERM'),
    kill: () => killGroup(child),
    leave: () => child.unref(),
    logTail: (lines) => readLog(logFile).trimEnd().split('\n').slice(-lines).join('\n'),
  };
}

/** What is in the log, or why that cannot be told: it is gone with a home that was moved. */
function readLog(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return `(${error instanceof Error ? error.message : String(error)})`;
  }
}
