import { isRetryable } from '@ram-sweep/protocol/errors';
import { stderrLog } from '@ram-sweep/log';
import { workerEndedSchema } from './options.js';
import { coordinatorExit } from './exit.js';
import { runCoordinator } from './process.js';

/*
 * The coordinator as its own process. Its supervisor sends the options as the first message, so that no secret
 * appears in the process list. SIGTERM stops it, and the loss of its supervisor counts as SIGTERM.
 */
const log = stderrLog('coordinator');
const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort());
process.on('disconnect', () => stop.abort());

/** Later messages report workers that ended. */
const onWorkerEnded = (listener: (pid: number) => void): void => {
  process.on('message', (message) => {
    const told = workerEndedSchema.safeParse(message);
    if (told.success) listener(told.data.workerEnded);
  });
};

process.once('message', (options) => {
  runCoordinator(options, { log, signal: stop.signal, onWorkerEnded }).then(
    (code) => process.exit(code),
    (error: unknown) => {
      if (isRetryable(error)) {
        log.warn('a server is unreachable', { error: String(error) });
        process.exit(coordinatorExit.unavailable);
      }
      log.warn('crashed', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      process.exit(coordinatorExit.crashed);
    },
  );
});
