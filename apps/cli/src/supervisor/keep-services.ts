import { Interval, pause } from '@ram-sweep/clock';
import type { Log } from '@ram-sweep/log';
import {
  areServersAlive,
  hasDatabase,
  isJetStreamOn,
  restartNats,
  reviveServices,
  type Services,
  type ServicesOptions,
} from '@ram-sweep/services';
import type { EmbeddedServices } from '@ram-sweep/studies/drive';

const LOOK_EVERY_MS = 500;
const TRY_AGAIN_MS = 5_000;
const JETSTREAM_ASKED_EVERY_MS = 5_000;
/** A nats-server that stores nothing for this long does not come to it by itself. */
const JETSTREAM_PATIENCE_MS = 20_000;
/** A home may come back for a moment's mistake, or with the disk that it is on. */
const GONE_PATIENCE_MS = 10_000;

/**
 * Starts the embedded Postgres and nats-server again where one of them ends while a sweep needs it, until `signal`
 * aborts; nats-server also where it runs but stores nothing any more, as after its disk was full. Throws only if they
 * come back at other addresses, which the processes of the sweep do not know, or if their home is gone.
 */
export async function keepServices(
  { options, known }: EmbeddedServices,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const jetStream = new JetStreamWatch(options.home);
  while (!signal.aborted) {
    // What cannot be told is no reason to start anything.
    const alive = await areServersAlive(options.home).catch(() => true);
    if (!alive) await requireHome(options.home, log, signal);
    if (signal.aborted) return;
    const mended = alive ? await mendJetStream(jetStream, options, log) : await start(options, log);
    const services = mended === 'fine' ? known : mended;
    if (services && hasMoved(known, services)) {
      throw new Error('another program took the port of an embedded server; `ram-sweep resume` continues');
    }
    await pause(services ? LOOK_EVERY_MS : TRY_AGAIN_MS, signal);
  }
}

function start(options: ServicesOptions, log: Log): Promise<Services | null> {
  log.warn('an embedded server is gone; starting it again');
  return reviveServices({ ...options, onProgress: (line) => log.info(line) }).catch((error: unknown) => {
    log.warn('the embedded servers could not be started; trying again', { error: String(error) });
    return null;
  });
}

/** Waits for a home that is gone. Throws where it does not come back: what runs has nothing to return to. */
async function requireHome(home: string, log: Log, signal: AbortSignal): Promise<void> {
  if (await isThere(home)) return;
  log.warn(`the home ${home} is gone; waiting for it`);
  const deadline = performance.now() + GONE_PATIENCE_MS;
  while (!signal.aborted && !(await isThere(home))) {
    if (performance.now() > deadline) {
      throw new Error(
        `the home ${home} is gone: it was moved, or deleted; where it is now, \`ram-sweep resume\` continues`,
      );
    }
    await pause(LOOK_EVERY_MS, signal);
  }
}

/** What cannot be told counts as there. */
const isThere = (home: string): Promise<boolean> => hasDatabase(home).catch(() => true);

async function mendJetStream(
  watch: JetStreamWatch,
  options: ServicesOptions,
  log: Log,
): Promise<Services | null | 'fine'> {
  if (!(await watch.isLost())) return 'fine';
  log.warn('the embedded nats-server stores nothing any more; starting it again');
  try {
    const services = await restartNats({ ...options, onProgress: (line) => log.info(line) });
    watch.begin();
    return services;
  } catch (error) {
    log.warn('the embedded nats-server could not be restarted; retrying', { error: String(error) });
    return null;
  }
}

/** How long it is since JetStream answered. */
class JetStreamWatch {
  readonly #home: string;
  readonly #untilAsked = new Interval(JETSTREAM_ASKED_EVERY_MS);
  #answeredAt = performance.now();

  constructor(home: string) {
    this.#home = home;
  }

  begin(): void {
    this.#answeredAt = performance.now();
  }

  async isLost(): Promise<boolean> {
    if (this.#untilAsked.restartIfOver(performance.now()) && (await isJetStreamOn(this.#home))) this.begin();
    return performance.now() - this.#answeredAt > JETSTREAM_PATIENCE_MS;
  }
}

const hasMoved = (known: Services, now: Services): boolean =>
  known.databaseUrl !== now.databaseUrl || known.nats.url !== now.nats.url;
