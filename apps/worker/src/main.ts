import { BusUnavailableError } from '@ram-sweep/bus';
import { workerExit } from './exit.js';
import { stderrLog } from '@ram-sweep/log';
import { leaveOnSignal } from './leave.js';
import { runWorker } from './worker.js';

/*
 * A worker as a process of its own. Its supervisor sends the options as the first message, so that no secret
 * stands in the process list, and is obeyed on SIGTERM. A supervisor that is gone counts as SIGTERM. It is told
 * that a trial is trained, for then it may be the trial that ends the process. Its lines of the log are told by the name
 * that it is given, such as `worker 1`.
 */
const log = stderrLog(process.argv[2] ?? 'worker');
const stop = leaveOnSignal(workerExit.unavailable);
const onTraining = (): void => void process.send?.({ training: true }, () => undefined);
process.on('disconnect', () => stop.abort());

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
