import { json } from 'node:stream/consumers';
import { Command } from 'commander';
import { stderrLog } from '@ram-sweep/log';
import { exitCodeOf } from '../../errors.js';
import type { SweepPlan } from '@ram-sweep/studies/drive';
import { supervise } from '../../supervisor/supervise.js';

const log = stderrLog('supervisor');

/** Not for people: `start` and `resume` run it in the background. The plan comes on standard input. */
export function superviseCommand(): Command {
  return new Command('supervise')
    .description('run the processes of a sweep (used by start)')
    .action(async () => {
      const stop = new AbortController();
      process.on('SIGTERM', () => stop.abort());
      process.on('SIGINT', () => stop.abort());
      process.on('SIGHUP', () => undefined);
      const plan = (await json(process.stdin)) as SweepPlan;
      process.exitCode = await supervise(plan, log, stop.signal).catch((error: unknown) => {
        log.warn(error instanceof Error ? error.message : String(error));
        return exitCodeOf(error);
      });
    });
}
