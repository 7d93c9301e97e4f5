import { actualState } from '@ram-sweep/results';
import type { StudySummary } from '@ram-sweep/store/read';
import { asDrivenHere } from '@ram-sweep/studies/sweep-presence';
import { propose } from '../print/command/propose.js';
import type { Settings } from '../settings.js';

/** The home in which a sweep of this machine runs, and the database where that is another than the home's. */
export type Place = Pick<Settings, 'home' | 'database'>;

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
