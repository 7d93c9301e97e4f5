import { spawn, type ChildProcess } from 'node:child_process';
import { killWithUs } from './kill-with-us.js';
import { outcome, type Outcome } from './outcome.js';

const MOST_CHARACTERS = 300;

/** A password of ours that a program has no use for. */
const WITHHELD = ['PGPASSWORD'];

/**
 * Runs a program, without a shell, and gives it a text on standard input. Exit code 0 is success. When the signal
 * aborts, or this process is gone, its process group is killed: what it has started is, unless that has left the group.
 */
export function runProgram(
  [file = '', ...args]: readonly string[],
  input: string,
  signal: AbortSignal,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      stdio: ['pipe', 'ignore', 'pipe'],
      detached: true,
      env: environment(),
    });
    const kill = (): void => killGroup(child);
    const callOff = child.pid === undefined ? (): void => undefined : killWithUs(child.pid);
    const end = (result: Outcome): void => {
      callOff();
      signal.removeEventListener('abort', kill);
      child.stdin.destroy();
      child.stderr.destroy();
      resolve(result);
    };
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(0, MOST_CHARACTERS);
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.once('error', (error: NodeJS.ErrnoException) =>
      end(outcome('failed', `cannot be started: ${error.code ?? error.message}`)),
    );
    child.once('exit', (code, killedBy) => end(outcomeOf(code, killedBy, said)));
    if (signal.aborted) kill();
    signal.addEventListener('abort', kill, { once: true });
  });
}

function outcomeOf(code: number | null, killedBy: NodeJS.Signals | null, answer: string): Outcome {
  if (code === 0) return outcome('delivered', 'exit code 0', { answer });
  return outcome('failed', killedBy === null ? `exit code ${code}` : `ended by ${killedBy}`, { answer });
}

function killGroup({ pid }: Pick<ChildProcess, 'pid'>): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !WITHHELD.includes(name)));
