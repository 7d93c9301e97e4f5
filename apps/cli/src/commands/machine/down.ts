import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { stopServices } from '@ram-sweep/services';
import { readSettings, withServerFlags } from '../../settings.js';
import { requireEnd } from '../../supervisor/end-of-sweep.js';
import { findRunningSweep, type RunningSweep } from '../../supervisor/sweep-file.js';
import { examples } from '../options/arguments.js';

export function downCommand(): Command {
  const command = new Command('down')
    .description(
      'end all sweeps of this machine in good order, then the embedded servers; nothing is deleted',
    )
    .addHelpText('after', examples('ram-sweep down', 'ram-sweep down --home ./sandbox'));
  return withServerFlags(command, 'home').action(async () => {
    const { home } = readSettings(command);
    await endSweeps(home);
    const stopped = await stopServices(home);
    console.log(stopped.length > 0 ? `stopped ${stopped.join(' and ')}` : 'nothing was running');
  });
}

/**
 * Asks all sweeps of this machine to end, and waits for them. Throws a CommandError where one still runs after `patienceMs`
 * (a minute): it needs the servers.
 */
export async function endSweeps(home: string, patienceMs?: number): Promise<void> {
  const sweeps = await runningSweeps(home);
  for (const sweep of sweeps) {
    console.log(`stopping study ${sweep.study} (pid ${sweep.pid})`);
    askToEnd(sweep);
  }
  await Promise.all(sweeps.map((sweep) => requireEnd(home, sweep, patienceMs)));
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
