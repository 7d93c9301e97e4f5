import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import type { TraceMessage } from '@ram-sweep/dashboard';
import { Command } from 'commander';
import { exitCodeOf } from '../../errors.js';
import { encodeMessage } from '../../glimpses/trace-lines.js';
import { traceTrial, type TraceRequest } from '../../glimpses/trace-trial.js';

/** How far it gives way to what trains on this machine, from 0 to 19. */
const NICENESS = 10;

const tell = (message: TraceMessage): void => {
  process.stdout.write(`${encodeMessage(message)}\n`);
};

/** Not for people: the dashboard runs it. The request is the first line of standard input, whose end ends it. */
export function traceCommand(): Command {
  return new Command('trace')
    .description('tell where the model of a trial looks, as JSON lines (used by the dashboard)')
    .action(async () => {
      setPriority(NICENESS);
      const over = new AbortController();
      const input = createInterface({ input: process.stdin });
      input.once('close', () => over.abort());
      const line = await new Promise<string>((resolve) => {
        input.once('line', resolve);
        input.once('close', () => resolve(''));
      });
      if (line === '') return;
      await traceTrial(JSON.parse(line) as TraceRequest, tell, over.signal).catch((error: unknown) => {
        tell({ kind: 'failure', message: error instanceof Error ? error.message : String(error) });
        process.exitCode = exitCodeOf(error);
      });
      input.close();
    });
}
