import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startWatchdog } from './watchdog.js';

/** A real server that a test starts, kills and starts again, on one port and one directory. */
export interface ServerUnderTest extends AsyncDisposable {
  /**
   * Sends a signal and, if it is one that ends the server, waits until it is gone. Default SIGKILL. SIGSTOP and
   * SIGCONT go to its children as well, which are the server in truth where it is a Postgres.
   */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port and data, after ending it if it still runs. */
  restart(): Promise<void>;
  /** Ends it and removes its directory; the same as leaving an `await using` block. */
  stop(): Promise<void>;
}

const PAUSING: readonly NodeJS.Signals[] = ['SIGSTOP', 'SIGCONT'];

/** Boots a server in a fresh directory. `start` must start it on the same port and data each time. */
export async function bootServer(
  start: (directory: string, onSpawn: (pid: number) => void) => Promise<unknown>,
): Promise<ServerUnderTest & { readonly directory: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'ram-sweep-test-'));
  const watchdog = startWatchdog(directory);
  let running: number | null = null;
  const guard = (pid: number | null) => {
    running = pid;
    watchdog.guard(pid);
  };
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    if (running === null) return;
    if (PAUSING.includes(signal)) return signalFamily(running, signal);
    process.kill(running, signal);
    await gone(running);
    guard(null);
  };
  const stop = () => watchdog.release();
  const boot = () => start(directory, guard);
  await boot().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    directory,
    kill,
    stop,
    restart: async () => {
      await kill();
      await boot();
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** Sends a signal to a process and its children, as far as they live. */
export async function signalFamily(parent: number, signal: NodeJS.Signals): Promise<void> {
  for (const pid of [parent, ...(await childrenOf(parent))]) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended by itself a moment ago.
    }
  }
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const owned = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      // proc(5): the parent follows the state, which follows the program's name in parentheses.
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent ? pid : null;
    }),
  );
  return owned.filter((pid) => pid !== null);
}

/** A child is reaped by this very process, so its id is free as soon as it is dead. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await sleep(5);
  }
}
