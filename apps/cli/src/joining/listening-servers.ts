import { shouldListen } from '@ram-sweep/services';
import { embeddedServices } from '@ram-sweep/studies/servers';
import type { ListenWish } from '../commands/options/listen-option.js';
import { badUsage } from '../errors.js';
import type { Settings } from '../settings.js';

/** Throws a CommandError (usage) for a wish to listen where the NATS server is the user's own. */
export function requireEmbedded({ nats }: Settings, wish: ListenWish | undefined): void {
  if (wish !== undefined && nats)
    throw badUsage(
      '--listen is for the embedded nats-server, and --nats names one of your own',
      'workers join your own server at its address: `ram-sweep worker --nats URL`',
    );
}

/**
 * Listens for workers on other machines as `wish` says, with the servers running; without a wish, as the home did
 * before. It opens a port to others, so a command does it once nothing else can be refused. Throws a ServiceError where
 * it cannot listen as it is asked to.
 */
export async function listenAsWished(settings: Settings, wish: ListenWish | undefined): Promise<void> {
  const options = settings.nats ? null : embeddedServices(settings);
  if (options === null || (wish === undefined && !(await shouldListen(settings.home)))) return;
  const { followWish, listenAsBefore } = await import('./listen-for-workers.js');
  await (wish === undefined ? listenAsBefore(options, settings.onProgress) : followWish(options, wish));
}

/** For a sweep that starts without a wish of its own: whether, and where, others may join it. */
export async function sayWhoMayJoin(settings: Settings, wish: ListenWish | undefined): Promise<void> {
  if (wish !== undefined || settings.nats || !(await shouldListen(settings.home))) return;
  const { sayWhereToJoin } = await import('./listen-for-workers.js');
  await sayWhereToJoin(settings.home, settings.onProgress);
}
