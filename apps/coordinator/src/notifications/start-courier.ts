import type { Log } from '@ram-sweep/log';
import { Courier, targetsToRegister } from '@ram-sweep/notify';
import type { NotifyOptions } from '@ram-sweep/notify/settings';
import { registerTargets, type Store, type Study } from '@ram-sweep/store';

interface CourierParts {
  readonly store: Store;
  readonly study: Study;
  /** Default: no targets. */
  readonly notify?: NotifyOptions;
  readonly log: Log;
}

/**
 * From now on these targets get the study's notifications, beginning with those that wait. For the holder of its lock.
 */
export async function startCourier({ store, study, notify, log }: CourierParts): Promise<Courier> {
  const targets = notify?.targets ?? [];
  await registerTargets(store, study.id, targetsToRegister(targets));
  return new Courier({ store, study, targets, log });
}
