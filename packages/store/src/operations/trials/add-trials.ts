import type { TrialPhase } from '@ram-sweep/protocol';
import { and, eq, sql } from 'drizzle-orm';
import { appendActivity } from '../../activity-log.js';
import type { Queries, Store } from '../../connection/database.js';
import { studies } from '../../schema.js';
import { requireStudy } from '../../study.js';
import { insertTrials, type NewTrial } from '../studies/create-study.js';

/**
 * Adds trials of one phase, the search by default, to a study. A number that is there already is left as it is.
 * Returns how many were added. Throws NotFoundError if there is no such study.
 */
export function addTrials(
  store: Store,
  studyId: string,
  trials: Iterable<NewTrial>,
  phase: TrialPhase = 'search',
): Promise<number> {
  return store.transaction(async (db) => {
    await requireStudy(db, studyId);
    const added = await insertTrials(db, studyId, trials);
    if (phase === 'search') await reopenSearch(db, studyId);
    if (added > 0) await appendActivity(db, studyId, [{ kind: 'study', message: describe(added, phase) }]);
    return added;
  });
}

/** One that had come to its number of trials has more now. */
async function reopenSearch(db: Queries, studyId: string): Promise<void> {
  await db
    .update(studies)
    .set({ searchStop: null })
    .where(and(eq(studies.id, studyId), sql`${studies.searchStop} ->> 'budget' = 'trials'`));
}

const describe = (added: number, phase: TrialPhase): string =>
  `${added} ${phase === 'search' ? 'trials' : `${phase}s`} added`;
