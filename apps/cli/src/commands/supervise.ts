import { once } from 'node:events';
import { Command } from 'commander';
import { exitCodes } from '../errors.js';
import type { SweepPlan } from '../supervisor/plan.js';
import { supervise } from '../supervisor/supervise.js';

const log = (message: string): void => console.error(`${new Date().toISOString()} supervisor ${message}`);

/** Not for people: `start` and `resume` run it in the background. The plan comes as the first message. */
export function superviseCommand(): Command {
  return new Command('supervise')
    .description('run the processes of a sweep (used by start)')
    .action(async () => {
      const stop = new AbortController();
      process.on('SIGTERM', () => stop.abort());
      process.on('SIGINT', () => stop.abort());
      process.on('SIGHUP', () => undefined);
      const [plan] = (await once(process, 'message')) as [SweepPlan];
      // From here on the sweep does not depend on who started it.
      process.on('disconnect', () => undefined);
      process.exitCode = await supervise(plan, log, stop.signal).catch((error: unknown) => {
        log(error instanceof Error ? error.message : String(error));
        return exitCodes.failure;
      });
      if (process.connected) process.disconnect();
    });
}
