import type { StudySummary } from '@ram-sweep/store/read';
import { findRunningSweep } from '../drive/sweep-file.js';
import type { Place } from '../servers.js';

/**
 * The study, with `driven` as this machine knows it. A supervisor here starts its coordinator again, however long that
 * takes. The embedded servers are reached from this machine alone: without a supervisor in their home nobody drives a
 * study.
 */
export async function asDrivenHere<Summary extends StudySummary>(
  { home, database }: Pick<Place, 'home' | 'database'>,
  study: Summary,
): Promise<Summary> {
  if (study.hasCoordinator) return study;
  const isSupervised = (await findRunningSweep(home, study.name)) !== null;
  return { ...study, driven: isSupervised || (database !== undefined && study.driven) };
}
