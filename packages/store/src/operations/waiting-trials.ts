import type { TrialConfig } from '@ram-sweep/protocol';
import { and, asc, eq, gt } from 'drizzle-orm';
import type { Reader } from '../database.js';
import { trials } from '../schema.js';

export interface WaitingTrial {
  readonly number: number;
  readonly config: TrialConfig;
  /** Attempts so far. */
  readonly attempt: number;
}

/** Trials that wait for a worker, by number, from the one past `after` on. */
export function waitingTrials(
  store: Reader,
  studyId: string,
  { after = -1, limit }: { after?: number; limit: number },
): Promise<WaitingTrial[]> {
  return store.query((db) =>
    db
      .select({ number: trials.number, config: trials.config, attempt: trials.attempt })
      .from(trials)
      .where(and(eq(trials.studyId, studyId), eq(trials.state, 'waiting'), gt(trials.number, after)))
      .orderBy(asc(trials.number))
      .limit(limit),
  );
}
