import { connectBus } from '@ram-sweep/bus';
import { findStudy, openStore } from '@ram-sweep/store';
import type { CoordinatorParts } from './coordinator.js';
import { drive } from './drive.js';
import { StudyAlreadyDrivenError } from './errors.js';
import { coordinatorExit } from './exit.js';
import type { Log } from '@ram-sweep/log';
import { coordinatorOptionsSchema } from './options.js';

interface Surroundings {
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly onWorkerEnded: CoordinatorParts['onWorkerEnded'];
}

/**
 * A coordinator's whole life in a process: connect, drive, disconnect.
 * Returns the exit code; throws errors that a restart may fix.
 */
export async function runCoordinator(
  input: unknown,
  { log, signal, onWorkerEnded }: Surroundings,
): Promise<number> {
  const options = coordinatorOptionsSchema.parse(input);
  const store = await openStore({ url: options.databaseUrl, name: 'ram-sweep coordinator' });
  try {
    const study = await findStudy(store, options.study);
    if (!study) throw new Error(`there is no study ${options.study}; \`ram-sweep start FILE\` creates one`);
    const bus = await connectBus(options.bus, { notice: log.warn });
    try {
      const { atSignal, notify, mark } = options;
      const parts = {
        store,
        bus,
        study,
        timing: options,
        atSignal,
        notify,
        log,
        onWorkerEnded,
        ...(mark && { mark }),
      };
      return coordinatorExit[await drive(parts, signal)];
    } finally {
      await bus.close();
    }
  } catch (error) {
    if (!(error instanceof StudyAlreadyDrivenError)) throw error;
    log.warn(error.message);
    return coordinatorExit.alreadyDriven;
  } finally {
    await store.close();
  }
}
