import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@ram-sweep/log';
import {
  areServersAlive,
  findServices,
  startServices,
  type Services,
  type ServicesOptions,
} from '@ram-sweep/services';

const LOOK_EVERY_MS = 500;
const TRY_AGAIN_MS = 5_000;

/**
 * Starts the embedded Postgres and nats-server again where one of them ends while a sweep needs it, until `signal`
 * aborts. Throws only if they come back at other addresses, which the processes of the sweep do not know.
 */
export async function keepServices(options: ServicesOptions, log: Log, signal: AbortSignal): Promise<void> {
  let before: Services | null = null;
  while (!signal.aborted) {
    const alive = await areServersAlive(options.home);
    // On a busy machine they may need more than one question to answer.
    if (alive) before ??= await findServices(options.home);
    if (!alive) log.warn('an embedded server is gone; starting it again');
    const services = alive ? before : await start(options, log);
    if (services && before && hasMoved(before, services)) {
      throw new Error('another program took the port of an embedded server; `ram-sweep resume` goes on');
    }
    await sleep(services ? LOOK_EVERY_MS : TRY_AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}

function start(options: ServicesOptions, log: Log): Promise<Services | null> {
  return startServices({ ...options, onProgress: (line) => log.info(line) }).catch((error: unknown) => {
    log.warn('the embedded servers could not be started; trying again', { error: String(error) });
    return null;
  });
}

const hasMoved = (before: Services, now: Services): boolean =>
  before.databaseUrl !== now.databaseUrl || before.nats.url !== now.nats.url;
