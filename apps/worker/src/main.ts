import { BusUnavailableError } from '@ram-sweep/bus';
import { workerExit } from './exit.js';
import { stderrLog } from './log.js';
import { runWorker } from './worker.js';

/*
 * A worker as a process of its own. Its supervisor sends the options as the first message, so that no secret
 * stands in the process list, and is obeyed on SIGTERM. A supervisor that is gone counts as SIGTERM.
 */
const log = stderrLog('worker');
const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort());
process.on('disconnect', () => stop.abort());

process.once('message', (options) => {
  runWorker(options, log, stop.signal).then(
    () => process.exit(workerExit.left),
    (error: unknown) => {
      if (error instanceof BusUnavailableError) {
        log('NATS is away', { error: error.message });
        process.exit(workerExit.unavailable);
      }
      log('crashed', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      process.exit(workerExit.crashed);
    },
  );
});
