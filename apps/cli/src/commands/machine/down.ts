import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { counted } from '@ram-sweep/format';
import { endProcess, inHome, stopServices } from '@ram-sweep/services';
import { readSettings, withServerFlags } from '../../settings.js';
import { requireEnd } from '../../supervisor/end-of-sweep.js';
import { liveProcesses, removeProcessFile, type HomeProcess } from '../../supervisor/process-files.js';
import { onlyIfMissing } from '@ram-sweep/studies/missing-file';
import { findRunningSweep, type RunningSweep } from '@ram-sweep/studies/sweep-file';
import { examples } from '../options/arguments.js';

export function downCommand(): Command {
  const command = new Command('down')
    .description(
      'stop all sweeps and workers of this home cleanly, then its embedded servers; nothing is deleted',
    )
    .addHelpText('after', examples('ram-sweep down', 'ram-sweep down --home ./sandbox'));
  return withServerFlags(command, 'home').action(async () => {
    const { home } = readSettings(command);
    const stopped = await inHome(home, () => stopAll(home));
    console.log(stopped.length > 0 ? `stopped ${listed(stopped)}` : 'nothing was running');
  });
}

/** Returns what it stopped, in words. */
async function stopAll(home: string): Promise<string[]> {
  await endSweeps(home);
  const ended = await endProcesses(home);
  return [...describeEnded(ended), ...(await stopServices(home))];
}

/**
 * Asks all sweeps of this machine to end, and waits for them. Throws a CommandError where one still runs after
 * `patienceMs` (a minute): it needs the servers.
 */
export async function endSweeps(home: string, patienceMs?: number): Promise<void> {
  const sweeps = await runningSweeps(home);
  for (const sweep of sweeps) {
    console.log(`stopping study ${sweep.study} (pid ${sweep.pid})`);
    askToEnd(sweep);
  }
  await Promise.all(sweeps.map((sweep) => requireEnd(home, sweep, patienceMs)));
}

/** A worker that has a trial stores a checkpoint and gives the trial back, which takes a second or two. */
const WORKER_PATIENCE_MS = 20_000;

/**
 * Ends the workers that were started with `ram-sweep worker` on the servers of this home, and what a supervisor that
 * was killed has left behind. One that has not ended after `patienceMs` (20 s) is killed: its trial continues from its
 * last checkpoint.
 */
export async function endProcesses(home: string, patienceMs = WORKER_PATIENCE_MS): Promise<HomeProcess[]> {
  const processes = await liveProcesses(home);
  await Promise.all(
    processes.map(async ({ program, pid }) => {
      console.log(`stopping ${program} (pid ${pid})`);
      if (await endProcess(pid, { signal: 'SIGTERM', graceMs: patienceMs })) return;
      console.log(
        `${program} (pid ${pid}) did not end within ${Math.round(patienceMs / 1000)} s and was killed`,
      );
    }),
  );
  await Promise.all(processes.map(({ pid }) => removeProcessFile(home, pid)));
  return processes;
}

/** `a, b and c` */
const listed = (names: readonly string[]): string =>
  [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' and ');

const describeEnded = (processes: readonly HomeProcess[]): string[] =>
  (['worker', 'coordinator'] as const).flatMap((program) => {
    const count = processes.filter((process) => process.program === program).length;
    return count > 0 ? [counted(count, program)] : [];
  });

async function runningSweeps(home: string): Promise<RunningSweep[]> {
  const files = await readdir(join(home, 'sweeps')).catch(onlyIfMissing<string[]>([]));
  const found = await Promise.all(
    files
      .filter((file) => file.endsWith('.json'))
      .map((file) => findRunningSweep(home, file.slice(0, -'.json'.length))),
  );
  return found.filter((sweep) => sweep !== null);
}

function askToEnd({ pid }: RunningSweep): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    // It ended by itself a moment ago.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
