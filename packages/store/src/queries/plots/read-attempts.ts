import { and, asc, eq, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { attempts, epochs, type AttemptState } from '../../schema.js';

/** When an attempt at a trial ran, where, and how far it came. */
export interface AttemptSpan {
  readonly trial: number;
  readonly attempt: number;
  readonly worker: string;
  /** How it ended; null while it runs. */
  readonly outcome: Exclude<AttemptState, 'running'> | null;
  /** The last epoch that it recorded; null where it recorded none. */
  readonly lastEpoch: number | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** Every attempt of a study, in the order in which they started. */
export function readAttempts(reader: Reader, studyId: string): Promise<AttemptSpan[]> {
  return reader.query(async (db) => {
    const reached = db
      .select({
        trial: epochs.trial,
        attempt: epochs.attempt,
        lastEpoch: sql<number>`max(${epochs.epoch})`.mapWith(Number).as('last_epoch'),
      })
      .from(epochs)
      .where(eq(epochs.studyId, studyId))
      .groupBy(epochs.trial, epochs.attempt)
      .as('reached');
    const rows = await db
      .select({
        trial: attempts.trial,
        attempt: attempts.attempt,
        worker: attempts.worker,
        state: attempts.state,
        lastEpoch: reached.lastEpoch,
        startedAt: attempts.startedAt,
        endedAt: attempts.endedAt,
      })
      .from(attempts)
      .leftJoin(reached, and(eq(reached.trial, attempts.trial), eq(reached.attempt, attempts.attempt)))
      .where(eq(attempts.studyId, studyId))
      .orderBy(asc(attempts.startedAt), asc(attempts.trial), asc(attempts.attempt));
    return rows.map(({ state, lastEpoch, ...row }) => ({
      ...row,
      lastEpoch: lastEpoch ?? null,
      outcome: state === 'running' ? null : state,
    }));
  });
}
