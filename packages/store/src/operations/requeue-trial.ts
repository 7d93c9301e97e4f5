import { and, eq, sql } from 'drizzle-orm';
import { appendActivity } from '../activity-log.js';
import type { Store } from '../database.js';
import { attempts, trials } from '../schema.js';
import { storableText } from '../storable-text.js';
import { isTrial } from '../trial.js';

/**
 * running → waiting, because the worker is lost. Fences the attempt: what its worker still reports is stale.
 * False if the trial is not running that attempt (any more).
 */
export function requeueTrial(
  store: Store,
  { study, trial, attempt, reason }: { study: string; trial: number; attempt: number; reason: string },
): Promise<boolean> {
  return store.transaction(async (db) => {
    const won = await db
      .update(trials)
      .set({ state: 'waiting', worker: null })
      .where(and(isTrial(study, trial), eq(trials.attempt, attempt), eq(trials.state, 'running')));
    if (won.rowCount !== 1) return false;
    await db
      .update(attempts)
      .set({ state: 'lost', endedAt: sql`now()`, reason: storableText(reason) })
      .where(and(eq(attempts.studyId, study), eq(attempts.trial, trial), eq(attempts.attempt, attempt)));
    await appendActivity(db, study, [
      { trial, kind: 'lost', message: `trial ${trial} waits again after attempt ${attempt}: ${reason}` },
    ]);
    return true;
  });
}
