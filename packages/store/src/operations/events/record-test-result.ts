import type { TrialConfig } from '@ram-sweep/protocol';
import { sql } from 'drizzle-orm';
import { appendActivity } from '../../activity-log.js';
import { type Store } from '../../connection/database.js';
import { percent } from '@ram-sweep/format';
import { testResults } from '../../schema.js';
import { storableText } from '../../storable-text.js';
import { requireTrial } from '../../trial.js';

export interface TestResult {
  readonly study: string;
  readonly trial: number;
  /** The epoch whose weights were tested. */
  readonly epoch: number;
  readonly policy: TrialConfig['evaluation'];
  readonly rollouts: number;
  /** Share of the test images in [0, 1]. */
  readonly error: number;
  readonly images: number;
  readonly engine: string;
}

/**
 * Keeps the test error of one epoch's weights; testing the same weights in the same way again replaces it.
 * Throws NotFoundError if there is no such trial.
 */
export function recordTestResult(store: Store, result: TestResult): Promise<void> {
  const { study, trial, epoch, error, images } = result;
  return store.transaction(async (db) => {
    await requireTrial(db, study, trial);
    const row = { ...result, studyId: study, engine: storableText(result.engine) };
    await db
      .insert(testResults)
      .values(row)
      .onConflictDoUpdate({
        target: [
          testResults.studyId,
          testResults.trial,
          testResults.epoch,
          testResults.policy,
          testResults.rollouts,
        ],
        set: { error, images, engine: row.engine, recordedAt: sql`now()` },
      });
    await appendActivity(db, study, [
      {
        trial,
        kind: 'tested',
        message: `trial ${trial} tested: error ${percent(error)} on ${images} images, weights of epoch ${epoch}`,
      },
    ]);
  });
}
