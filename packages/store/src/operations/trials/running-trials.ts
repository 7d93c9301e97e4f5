import { and, asc, eq } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { attempts, trials } from '../../schema.js';

export interface RunningTrial {
  readonly number: number;
  readonly attempt: number;
  readonly worker: string;
}

/** Trials that a worker holds, by number. */
export function runningTrials(store: Reader, studyId: string): Promise<RunningTrial[]> {
  return store.query((db) =>
    db
      .select({ number: trials.number, attempt: trials.attempt, worker: attempts.worker })
      .from(trials)
      .innerJoin(
        attempts,
        and(
          eq(attempts.studyId, trials.studyId),
          eq(attempts.trial, trials.number),
          eq(attempts.attempt, trials.attempt),
        ),
      )
      .where(and(eq(trials.studyId, studyId), eq(trials.state, 'running')))
      .orderBy(asc(trials.number)),
  );
}
