import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { stopServices } from '@ram-sweep/services';
import { readSettings, withServerFlags } from '../settings.js';
import { findRunningSweep, type RunningSweep } from '../supervisor/sweep-file.js';
import { examples } from './arguments.js';

const PATIENCE_MS = 60_000;

export function downCommand(): Command {
  const command = new Command('down')
    .description(
      'end all sweeps of this machine in good order, then the embedded servers; nothing is deleted',
    )
    .addHelpText('after', examples('ram-sweep down', 'ram-sweep down --home ./sandbox'));
  return withServerFlags(command).action(async () => {
    const { home } = readSettings(command);
    for (const sweep of await runningSweeps(home)) {
      console.log(`stopping study ${sweep.study} (pid ${sweep.pid})`);
      askToEnd(sweep);
      await waitFor(home, sweep);
    }
    const stopped = await stopServices(home);
    console.log(stopped.length > 0 ? `stopped ${stopped.join(' and ')}` : 'nothing was running');
  });
}

async function runningSweeps(home: string): Promise<RunningSweep[]> {
  const files = await readdir(join(home, 'sweeps')).catch(() => []);
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

async function waitFor(home: string, { study }: RunningSweep): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while ((await findRunningSweep(home, study)) && performance.now() < deadline) await sleep(100);
}
