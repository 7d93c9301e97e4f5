import { and, eq, gte, lt, max, sql } from 'drizzle-orm';
import type { Queries, Reader } from '../../connection/database.js';
import { attempts, epochs, workers, type AttemptState } from '../../schema.js';

/** When an attempt at a trial ran, where, and how far it came. */
export interface AttemptSpan {
  readonly trial: number;
  readonly attempt: number;
  readonly worker: string;
  /** Trials that the worker can have at once; null where it has not been heard yet. */
  readonly slots: number | null;
  /** How it ended; null while it runs. */
  readonly outcome: Exclude<AttemptState, 'running'> | null;
  /** The last epoch that it recorded; null where it recorded none. */
  readonly lastEpoch: number | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** Numbers of trials whose attempts are read at a time. */
const TRIALS_AT_ONCE = 2_000;

/**
 * Every attempt of a study, in the order in which they started. Read by parts, so that there is but one copy of a long
 * list at a time.
 */
export async function readAttempts(reader: Reader, studyId: string): Promise<AttemptSpan[]> {
  const last = await reader.query((db) => lastTrial(db, studyId));
  const spans: AttemptSpan[] = [];
  for (let from = 0; from <= last; from += TRIALS_AT_ONCE)
    spans.push(...(await reader.query((db) => readPart(db, studyId, from, from + TRIALS_AT_ONCE))));
  return spans.toSorted(
    (a, b) => a.startedAt.getTime() - b.startedAt.getTime() || a.trial - b.trial || a.attempt - b.attempt,
  );
}

/** The largest number of a trial that was attempted; -1 where none was. */
async function lastTrial(db: Queries, studyId: string): Promise<number> {
  const [row] = await db
    .select({ last: max(attempts.trial) })
    .from(attempts)
    .where(eq(attempts.studyId, studyId));
  return row?.last ?? -1;
}

/** Those of the trials from one number up to another. */
async function readPart(db: Queries, studyId: string, from: number, to: number): Promise<AttemptSpan[]> {
  const reached = db
    .select({
      trial: epochs.trial,
      attempt: epochs.attempt,
      lastEpoch: sql<number>`max(${epochs.epoch})`.mapWith(Number).as('last_epoch'),
    })
    .from(epochs)
    .where(and(eq(epochs.studyId, studyId), gte(epochs.trial, from), lt(epochs.trial, to)))
    .groupBy(epochs.trial, epochs.attempt)
    .as('reached');
  const rows = await db
    .select({
      trial: attempts.trial,
      attempt: attempts.attempt,
      worker: attempts.worker,
      slots: workers.slots,
      state: attempts.state,
      lastEpoch: reached.lastEpoch,
      startedAt: attempts.startedAt,
      endedAt: attempts.endedAt,
    })
    .from(attempts)
    .leftJoin(reached, and(eq(reached.trial, attempts.trial), eq(reached.attempt, attempts.attempt)))
    .leftJoin(workers, eq(workers.id, attempts.worker))
    .where(and(eq(attempts.studyId, studyId), gte(attempts.trial, from), lt(attempts.trial, to)));
  return rows.map(({ state, lastEpoch, ...row }) => ({
    ...row,
    lastEpoch: lastEpoch ?? null,
    outcome: state === 'running' ? null : state,
  }));
}
