import type { StudySpec } from '@ram-sweep/protocol';
import { planSweep, type PlannedSweep } from '@ram-sweep/studies/drive';
import type { Servers } from '@ram-sweep/studies/servers';
import { chooseTargets } from '../../notifications/choose-targets.js';
import { showDownload } from '../../progress/show-download.js';
import type { Settings } from '../../settings.js';
import type { SweepFlags } from './sweep-flags.js';

/**
 * Plans a sweep of the study as flags and settings say, and shows what it has to download. Throws as planSweep does, and a
 * CommandError (usage) for targets of notifications that are wrong.
 */
export async function planFromFlags(
  settings: Settings,
  servers: Servers,
  study: Pick<StudySpec, 'name' | 'dataset'>,
  { notify: flag, ...request }: SweepFlags,
): Promise<PlannedSweep> {
  const notify = await chooseTargets(settings, flag);
  return planSweep(settings, servers, study, { ...request, notify }, showDownload());
}
