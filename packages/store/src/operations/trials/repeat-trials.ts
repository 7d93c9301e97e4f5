import type { Params, TrialConfig, TrialPhase, TrialState } from '@ram-sweep/protocol';
import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { trials } from '../../schema.js';

/** A finalist or a control. */
export interface RepeatedTrial {
  readonly number: number;
  readonly phase: TrialPhase;
  readonly repeats: number | null;
  readonly params: Params;
  readonly config: TrialConfig;
  readonly state: TrialState;
  readonly bestValidationError: number | null;
}

/** The finalists and controls of a study, by number, and the first number that no trial has. */
export function repeatTrials(
  store: Reader,
  studyId: string,
): Promise<{ trials: RepeatedTrial[]; nextNumber: number }> {
  return store.query(async (db) => {
    const rows = await db
      .select({
        number: trials.number,
        phase: trials.phase,
        repeats: trials.repeats,
        params: trials.params,
        config: trials.config,
        state: trials.state,
        bestValidationError: trials.bestValidationError,
      })
      .from(trials)
      .where(and(eq(trials.studyId, studyId), ne(trials.phase, 'search')))
      .orderBy(asc(trials.number));
    const [last] = await db
      .select({ number: sql<number>`max(${trials.number})` })
      .from(trials)
      .where(eq(trials.studyId, studyId));
    return { trials: rows, nextNumber: (last?.number ?? -1) + 1 };
  });
}
