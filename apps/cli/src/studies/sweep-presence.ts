import { actualState } from '@ram-sweep/results';
import type { StudySummary } from '@ram-sweep/store/read';
import { propose } from '../print/command/propose.js';
import type { Settings } from '../settings.js';
import { findRunningSweep } from '../supervisor/sweep-file.js';

/** The home in which a sweep of this machine runs, and the database where that is another than the home's. */
export type Place = Pick<Settings, 'home' | 'database'>;

/**
 * The study, with `driven` as this machine knows it. A supervisor here starts its coordinator again, however long that takes. The
 * embedded servers are reached from this machine alone: without a supervisor in their home nobody drives a study.
 */
export async function asDrivenHere<Summary extends StudySummary>(
  { home, database }: Place,
  study: Summary,
): Promise<Summary> {
  if (study.hasCoordinator) return study;
  const isSupervised = (await findRunningSweep(home, study.name)) !== null;
  return { ...study, driven: isSupervised || (database !== undefined && study.driven) };
}

/** What to say of a study that should continue and that no sweep runs; null of any other. */
export const interruption = (study: StudySummary): string | null =>
  actualState(study) === 'interrupted'
    ? `study ${study.name} was interrupted: no sweep runs it any more; continue it with \`${propose(`resume ${study.name}`)}\``
    : null;

/** The study as it is here. Says on standard error that it was interrupted, if it was. */
export async function noteInterruption<Summary extends StudySummary>(
  place: Place,
  found: Summary,
): Promise<Summary> {
  const study = await asDrivenHere(place, found);
  const note = interruption(study);
  if (note !== null) console.error(note);
  return study;
}
