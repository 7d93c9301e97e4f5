import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Queries, Store } from '../../connection/database.js';
import { studies, trials } from '../../schema.js';

/**
 * Cuts the search behind trial `index`, by its place. Of later trials those that never started are deleted, the others
 * become surplus, and are cancelled unless they run. What stands at a rung is judged no more: it is pruned.
 * Doing it again changes nothing. Returns the numbers of surplus trials that run, whose workers are to be told.
 */
export function cutSearch(store: Store, studyId: string, index: number): Promise<number[]> {
  return store.transaction(async (db) => {
    await lockUnfinished(db, studyId);
    const searched = and(eq(trials.studyId, studyId), eq(trials.phase, 'search'));
    await deleteUnstarted(db, studyId, index);
    await db
      .update(trials)
      .set({ phase: 'surplus' })
      .where(and(searched, gt(trials.searchIndex, index)));
    await db
      .update(trials)
      .set({ state: 'pruned', finishedAt: sql`now()` })
      .where(and(searched, eq(trials.state, 'paused')));
    const surplus = and(eq(trials.studyId, studyId), eq(trials.phase, 'surplus'));
    await db
      .update(trials)
      .set({ state: 'cancelled', worker: null, finishedAt: sql`now()` })
      .where(and(surplus, inArray(trials.state, ['waiting', 'paused'])));
    const running = await db
      .select({ number: trials.number })
      .from(trials)
      .where(and(surplus, eq(trials.state, 'running')));
    return running.map(({ number }) => number);
  });
}

/**
 * Cancels all that is unfinished, whatever it is for: the study's time is over. Trials of the search that stand at a
 * rung or were promoted from one are pruned there; those that never started are deleted. Returns the numbers of the
 * trials that run, whose workers are to be told, and the last place of a trial that started.
 */
export function endUnfinished(
  store: Store,
  studyId: string,
): Promise<{ running: number[]; lastStarted: number }> {
  return store.transaction(async (db) => {
    await lockUnfinished(db, studyId);
    await deleteUnstarted(db, studyId, -1);
    await db.execute(sql`
      update ${trials} set
        state = (case when phase = 'search' and (state = 'paused' or promoted) then 'pruned' else 'cancelled' end
          )::ram_sweep.trial_state,
        worker = null, finished_at = now()
      where study_id = ${studyId} and state in ('planned', 'waiting', 'paused')`);
    const rows = await db
      .select({ number: trials.number, state: trials.state, index: trials.searchIndex })
      .from(trials)
      .where(eq(trials.studyId, studyId));
    return {
      running: rows.filter(({ state }) => state === 'running').map(({ number }) => number),
      lastStarted: rows.reduce((last, { index }) => Math.max(last, index ?? -1), -1),
    };
  });
}

/** In the order of their numbers, as claims and events do. */
async function lockUnfinished(db: Queries, studyId: string): Promise<void> {
  await db
    .select({ number: trials.number })
    .from(trials)
    .where(
      and(eq(trials.studyId, studyId), inArray(trials.state, ['planned', 'waiting', 'running', 'paused'])),
    )
    .orderBy(trials.number)
    .for('update');
}

/** A job of one that waited may be on its way still, so its number is not given out again. */
async function deleteUnstarted(db: Queries, studyId: string, after: number): Promise<void> {
  const deleted = await db
    .delete(trials)
    .where(
      and(
        eq(trials.studyId, studyId),
        eq(trials.phase, 'search'),
        gt(trials.searchIndex, after),
        eq(trials.attempt, 0),
      ),
    )
    .returning({ number: trials.number, state: trials.state });
  const last = deleted
    .filter(({ state }) => state !== 'planned')
    .reduce((most, { number }) => Math.max(most, number), -1);
  if (last < 0) return;
  await db
    .update(studies)
    .set({ numbersUsed: sql`greatest(${studies.numbersUsed}, ${last + 1}::integer)` })
    .where(eq(studies.id, studyId));
}
