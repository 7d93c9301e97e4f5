import type { Params, TrialConfig, TrialPhase, TrialState } from '@ram-sweep/protocol';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { trials } from '../../schema.js';
import { readTests, type TrialTest } from './trial-row.js';

/** A finalist or a control. */
export interface RepeatedTrialRow {
  readonly number: number;
  readonly phase: TrialPhase;
  readonly repeats: number | null;
  readonly params: Params;
  readonly config: TrialConfig;
  readonly state: TrialState;
  readonly bestValidationError: number | null;
  /** By rollouts, the mean policy before sampled ones. */
  readonly tests: readonly TrialTest[];
}

/** The finalists and controls of a study, by number, without their curves. */
export function readRepeatedTrials(reader: Reader, studyId: string): Promise<RepeatedTrialRow[]> {
  return reader.query(async (db) => {
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
      .where(and(eq(trials.studyId, studyId), inArray(trials.phase, ['finalist', 'control'])))
      .orderBy(asc(trials.number));
    const tests = await readTests(
      db,
      studyId,
      rows.map(({ number }) => number),
    );
    return rows.map((row) => ({ ...row, tests: tests.get(row.number) ?? [] }));
  });
}
