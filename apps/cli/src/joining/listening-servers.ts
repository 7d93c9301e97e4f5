import { shouldListen } from '@ram-sweep/services';
import type { ListenWish } from '../commands/options/listen-option.js';
import { badUsage } from '../errors.js';
import { embeddedServices, ensureServers, type Servers } from '@ram-sweep/studies/servers';
import type { Settings } from '../settings.js';

/**
 * The servers as ensureServers finds or starts them, listening for workers on other machines as `wish` says; without a
 * wish, as the home did before. Throws a ServiceError where it cannot listen as it is asked to, and a CommandError where
 * the NATS server is the user's own.
 */
export async function ensureListeningServers(
  settings: Settings,
  wish: ListenWish | undefined,
): Promise<Servers> {
  if (wish !== undefined && settings.nats)
    throw badUsage(
      '--listen is for the embedded nats-server, and --nats names one of your own',
      'workers join your own server at its address: `ram-sweep worker --nats URL`',
    );
  const servers = await ensureServers(settings);
  const options = settings.nats ? null : embeddedServices(settings);
  if (options === null || (wish === undefined && !(await shouldListen(settings.home)))) return servers;
  const { followWish, listenAsBefore } = await import('./listen-for-workers.js');
  await (wish === undefined ? listenAsBefore(options, settings.onProgress) : followWish(options, wish));
  return servers;
}

/** For a sweep that starts without a wish of its own: whether, and where, others may join it. */
export async function sayWhoMayJoin(settings: Settings, wish: ListenWish | undefined): Promise<void> {
  if (wish !== undefined || settings.nats || !(await shouldListen(settings.home))) return;
  const { sayWhereToJoin } = await import('./listen-for-workers.js');
  await sayWhereToJoin(settings.home, settings.onProgress);
}
