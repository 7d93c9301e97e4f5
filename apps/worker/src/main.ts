import { BusUnavailableError } from '@ram-sweep/bus';
import { workerExit } from './exit.js';
import { stderrLog } from '@ram-sweep/log';
import { runWorker } from './worker.js';

/*
 * A worker as a process of its own. Its supervisor sends the options as the first message, so that no secret
 * stands in the process list, and is obeyed on SIGTERM. A supervisor that is gone counts as SIGTERM. It is told
 * that a trial is trained, for then it may be the trial that ends the process.
 */
const LEAVING_PATIENCE_MS = 60_000;
const log = stderrLog('worker');
const stop = new AbortController();
const onTraining = (): void => void process.send?.({ training: true }, () => undefined);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort());
process.on('disconnect', () => stop.abort());
// Giving trials back takes as long as NATS is away, which nobody waits for any more.
stop.signal.addEventListener('abort', () => {
  setTimeout(() => process.exit(workerExit.unavailable), LEAVING_PATIENCE_MS).unref();
});

process.once('message', (options) => {
  runWorker(options, log, stop.signal, onTraining).then(
    () => process.exit(workerExit.left),
    (error: unknown) => {
      if (error instanceof BusUnavailableError) {
        log.warn('NATS is away', { error: error.message });
        process.exit(workerExit.unavailable);
      }
      log.warn('crashed', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      process.exit(workerExit.crashed);
    },
  );
});
