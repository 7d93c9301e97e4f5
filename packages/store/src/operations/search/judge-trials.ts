import { and, eq, sql } from 'drizzle-orm';
import { appendActivity, type Activity } from '../../activity-log.js';
import type { Queries, Store } from '../../connection/database.js';
import { integers } from '../../integers.js';
import { trials } from '../../schema.js';

/** What becomes of a trial that stands at a rung. */
export interface RungVerdict {
  readonly kind: 'promote' | 'prune';
  /** Place of the trial in the search. */
  readonly index: number;
  /** Epochs of the rung that it stands at, and of the next one. */
  readonly rung: number;
  readonly nextRung: number;
  /** For people. */
  readonly reason: string;
}

/** A trial that a verdict moved. */
export interface JudgedTrial extends Record<string, unknown> {
  readonly number: number;
  readonly kind: RungVerdict['kind'];
  readonly reason: string;
}

/**
 * paused → pruned, and paused or pruned → waiting with epochs up to the next rung, of trials that stand at the
 * verdicts' rungs. Of several verdicts on a trial at one rung the last counts. A trial that has moved on is left as it
 * is, so the same verdicts again change nothing. Returns the trials that were moved.
 */
export function judgeTrials(
  store: Store,
  studyId: string,
  verdicts: readonly RungVerdict[],
): Promise<JudgedTrial[]> {
  const last = new Map(verdicts.map((verdict) => [`${verdict.index} ${verdict.rung}`, verdict]));
  if (last.size === 0) return Promise.resolve([]);
  return store.transaction(async (db) => {
    await lockTrials(db, studyId, [...last.values()]);
    const { rows } = await db.execute<JudgedTrial>(sql`
      update ${trials} as held set
        state = (case verdict.kind when 'promote' then 'waiting' else 'pruned' end)::ram_sweep.trial_state,
        granted_epochs = case when verdict.kind = 'prune' then held.granted_epochs
          when verdict.next_rung < held.epochs_total then verdict.next_rung end,
        promoted = held.promoted or verdict.kind = 'promote',
        finished_at = case when verdict.kind = 'prune' then now() end
      from json_to_recordset(${JSON.stringify([...last.values()].map(record))}::json)
        as verdict (kind text, index integer, rung integer, next_rung bigint, reason text)
      where held.study_id = ${studyId} and held.search_index = verdict.index and held.granted_epochs = verdict.rung
        and (held.state = 'paused' or held.state = 'pruned' and verdict.kind = 'promote')
      returning held.number, verdict.kind, verdict.reason`);
    const judged = rows.toSorted((a, b) => a.number - b.number);
    if (judged.length > 0) await appendActivity(db, studyId, judged.map(describe));
    return judged;
  });
}

/** In the order of their numbers, as recording events and granting claims does: none waits for another in a circle. */
async function lockTrials(db: Queries, studyId: string, verdicts: readonly RungVerdict[]): Promise<void> {
  const judged = integers(verdicts.map(({ index }) => index));
  await db
    .select({ number: trials.number })
    .from(trials)
    .where(and(eq(trials.studyId, studyId), sql`${trials.searchIndex} = any(${judged})`))
    .orderBy(trials.number)
    .for('no key update');
}

const record = ({ nextRung, ...verdict }: RungVerdict) => ({ ...verdict, next_rung: nextRung });

const describe = ({ number: trial, kind, reason }: JudgedTrial): Activity =>
  kind === 'prune'
    ? { trial, kind: 'pruned', message: `trial ${trial} pruned: ${reason}` }
    : { trial, kind: 'promoted', message: `trial ${trial} continues: ${reason}` };
