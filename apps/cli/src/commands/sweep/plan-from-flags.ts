import type { NotifyOptions } from '@ram-sweep/notify/settings';
import type { StudySpec } from '@ram-sweep/protocol';
import { planSweep, type PlannedSweep } from '@ram-sweep/studies/drive';
import type { Servers } from '@ram-sweep/studies/servers';
import { requireEmbedded } from '../../joining/listening-servers.js';
import { chooseTargets } from '../../notifications/choose-targets.js';
import { showDownload } from '../../progress/show-download.js';
import type { Settings } from '../../settings.js';
import type { SweepFlags } from './sweep-flags.js';

/** What a sweep is to do as settings and flags say, all of it read and found right. */
export interface CheckedFlags extends SweepFlags {
  readonly targets: NotifyOptions;
}

/**
 * Reads what needs no server, before one is started. Throws a CommandError (usage) for targets of notifications that
 * are wrong, and for flags that exclude each other.
 */
export async function checkFlags<Flags extends SweepFlags>(
  settings: Settings,
  flags: Flags,
): Promise<Flags & CheckedFlags> {
  requireEmbedded(settings, flags.listen);
  return { ...flags, targets: await chooseTargets(settings, flags.notify) };
}

/**
 * Plans a sweep of the study as flags and settings say, and shows what it has to download. Throws as planSweep does.
 */
export const planFromFlags = (
  settings: Settings,
  servers: Servers,
  study: Pick<StudySpec, 'name' | 'dataset'>,
  { targets, ...request }: CheckedFlags,
): Promise<PlannedSweep> =>
  planSweep(settings, servers, study, { ...request, notify: targets }, showDownload());
