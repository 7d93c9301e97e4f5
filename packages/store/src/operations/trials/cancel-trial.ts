import { isUnfinished } from '@ram-sweep/protocol';
import { and, inArray, sql } from 'drizzle-orm';
import { appendActivity } from '../../activity-log.js';
import type { Queries, Store } from '../../connection/database.js';
import { appendInterventions, cancellation } from '../../interventions.js';
import { trials } from '../../schema.js';
import { isTrial } from '../../trial.js';

export type CancelOutcome = 'cancelled' | 'running' | 'finished' | 'unknown';

interface Cancelled {
  readonly study: string;
  readonly trial: number;
  /** A person asks for it now. Default: false; then it is an intervention where one asked before. */
  readonly isAsked?: boolean;
}

/**
 * planned, waiting, paused → cancelled: an intervention, where a person asks. `running`: a worker holds it and must be
 * told; it is one once the worker has obeyed. `finished`: it ended before, and stays as it is (also if it was cancelled
 * before); `unknown`: there is no such trial.
 */
export function cancelTrial(store: Store, cancelled: Cancelled): Promise<CancelOutcome> {
  const { study, trial, isAsked = false } = cancelled;
  return store.transaction(async (db) => {
    const [won] = await db
      .update(trials)
      .set({ state: 'cancelled', finishedAt: sql`now()` })
      .where(and(isTrial(study, trial), inArray(trials.state, ['planned', 'waiting', 'paused'])))
      .returning({ searchIndex: trials.searchIndex, stopAsked: trials.stopAsked });
    if (won === undefined) return present(db, { study, trial, isAsked });
    await appendActivity(db, study, [{ trial, kind: 'cancelled', message: `trial ${trial} cancelled` }]);
    if (isAsked || won.stopAsked)
      await appendInterventions(db, study, [cancellation(trial, won.searchIndex)]);
    return 'cancelled';
  });
}

async function present(db: Queries, { study, trial, isAsked }: Required<Cancelled>): Promise<CancelOutcome> {
  const [row] = await db
    .update(trials)
    .set({ stopAsked: sql`${trials.stopAsked} or ${isAsked} and ${trials.state} = 'running'` })
    .where(isTrial(study, trial))
    .returning({ state: trials.state });
  if (row === undefined) return 'unknown';
  return isUnfinished(row.state) ? 'running' : 'finished';
}
