import { BusUnavailableError } from '@ram-sweep/bus';
import { stderrLog } from '@ram-sweep/log';
import { LeftEarlyError } from './errors.js';
import { workerExit } from './exit.js';
import { leaveOnSignal } from './leave.js';
import { runWorker } from './worker.js';

/*
 * A worker as its own process. Its supervisor sends the options as the first message, so that no secret appears in
 * the process list. SIGTERM stops it, and the loss of its supervisor counts as SIGTERM. It reports to the
 * supervisor when it trains a trial, because the trial may then be what ends the process. Its log lines carry the name
 * that it is given, such as `worker 1`.
 */
const log = stderrLog(process.argv[2] ?? 'worker');
const leave = leaveOnSignal({ isImpatient: false });
const onTraining = (): void => void process.send?.({ training: true }, () => undefined);
process.on('disconnect', () => leave.ask());

process.once('message', (options) => {
  runWorker(options, log, leave, onTraining).then(
    () => process.exit(workerExit.left),
    (error: unknown) => {
      if (error instanceof BusUnavailableError) {
        log.warn('NATS is unreachable', { error: error.message });
        process.exit(workerExit.unavailable);
      }
      if (error instanceof LeftEarlyError) {
        log.warn(error.message);
        process.exit(workerExit.unavailable);
      }
      log.warn('crashed', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      process.exit(workerExit.crashed);
    },
  );
});
