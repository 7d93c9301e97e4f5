import { appendActivity } from '../activity-log.js';
import type { Store } from '../database.js';

/** Adds a line to the study's activity. Throws NotFoundError if there is no such study. */
export function note(
  store: Store,
  { study, ...line }: { study: string; trial?: number; kind: string; message: string },
): Promise<void> {
  return store.transaction((db) => appendActivity(db, study, [line]));
}
