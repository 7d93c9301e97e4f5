import { and, desc, eq, gte, isNull, or } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { attempts, workers, type AttemptState } from '../../schema.js';

/** When a worker had a trial. */
export interface RecentAttempt {
  readonly trial: number;
  readonly attempt: number;
  readonly worker: string;
  /** Trials that the worker can have at once; null where it has not been heard yet. */
  readonly slots: number | null;
  readonly state: AttemptState;
  readonly startedAt: Date;
  /** null while it runs. */
  readonly endedAt: Date | null;
}

/** The attempts of a study that run or ended since then, the newest `limit` of them, newest first. */
export function readRecentAttempts(
  reader: Reader,
  studyId: string,
  { since, limit }: { since: Date; limit: number },
): Promise<RecentAttempt[]> {
  return reader.query((db) =>
    db
      .select({
        trial: attempts.trial,
        attempt: attempts.attempt,
        worker: attempts.worker,
        slots: workers.slots,
        state: attempts.state,
        startedAt: attempts.startedAt,
        endedAt: attempts.endedAt,
      })
      .from(attempts)
      .leftJoin(workers, eq(workers.id, attempts.worker))
      .where(and(eq(attempts.studyId, studyId), or(isNull(attempts.endedAt), gte(attempts.endedAt, since))))
      .orderBy(desc(attempts.startedAt))
      .limit(limit),
  );
}
