import { pause } from '@ram-sweep/clock';
import type { Courier } from '@ram-sweep/notify';
import { lockStudy } from '@ram-sweep/store';
import { Coordinator, type CoordinatorParts, type Ending } from './coordinator.js';
import { isRetryable } from '@ram-sweep/protocol/errors';
import { StudyAlreadyDrivenError, StudyLockLostError } from './errors.js';
import { startCourier } from './notifications/start-courier.js';

/**
 * What is not delivered by then waits for the next coordinator. A supervisor waits 25 s, and workers may take 15 s of
 * that.
 */
const LAST_DELIVERIES_MS = 5_000;

/**
 * Drives one study until every trial is finished ('complete'), a stop is requested ('stopped'), or the study is to be
 * left to a successor ('left').
 *
 * While it runs, nothing else moves trials between states: the study's advisory lock ensures that. All it knows
 * besides the database (leases, issued jobs) can be lost at any moment and is rebuilt on start.
 */
export async function drive(parts: CoordinatorParts, signal: AbortSignal): Promise<Ending> {
  const { study, log } = parts;
  const lock = await lockWithin(parts, signal);
  if (signal.aborted) {
    await lock?.release();
    return 'stopped';
  }
  if (!lock) throw new StudyAlreadyDrivenError(study.name);
  const coordinator = new Coordinator(parts);
  let courier: Courier | undefined;
  try {
    courier = await startCourier(parts);
    const lost = lock.lost.then((cause) => Promise.reject(new StudyLockLostError(study.name, cause)));
    const outcome = await Promise.race([coordinator.run(signal), lost]);
    await courier.finish(LAST_DELIVERIES_MS);
    return outcome;
  } catch (error) {
    // Restarting the coordinator would undo what a person asked for; the next one finds what is left.
    if (!coordinator.isStopping || !isRetryable(error)) throw error;
    log.warn('stopped, but not every trial could be given back', { error: String(error) });
    return 'stopped';
  } finally {
    coordinator.close();
    courier?.abandon();
    await lock.release();
  }
}

async function lockWithin({ store, study, timing, mark, log }: CoordinatorParts, signal: AbortSignal) {
  const deadline = performance.now() + timing.lockMs;
  for (;;) {
    const lock = await lockStudy(store, study.id, mark);
    if (lock || signal.aborted || performance.now() > deadline) return lock;
    log.warn('another coordinator still drives the study', { study: study.name });
    await pause(timing.tickMs, signal);
  }
}
