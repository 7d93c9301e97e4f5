import type { EpochResult } from '@ram-sweep/protocol';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { epochs } from '../../schema.js';

/** The columns of `epochs` that an EpochResult has. */
export const epochColumns = {
  epoch: epochs.epoch,
  steps: epochs.steps,
  learningRate: epochs.learningRate,
  trainLoss: epochs.trainLoss,
  actionLoss: epochs.actionLoss,
  baselineLoss: epochs.baselineLoss,
  reinforceLoss: epochs.reinforceLoss,
  trainError: epochs.trainError,
  validationError: epochs.validationError,
  validationLoss: epochs.validationLoss,
  seconds: epochs.seconds,
};

/** An epoch of one trial of a study. */
export interface TrialEpoch extends EpochResult {
  readonly trial: number;
}

const EPOCHS_AT_ONCE = 5_000;

/** All epochs of a study by trial and epoch, some thousands at a time, whatever their number. */
export async function* epochPages(reader: Reader, studyId: string): AsyncGenerator<TrialEpoch[]> {
  let last = { trial: -1, epoch: 0 };
  for (;;) {
    const { trial, epoch } = last;
    const page = await reader.query((db) =>
      db
        .select({ trial: epochs.trial, ...epochColumns })
        .from(epochs)
        .where(
          and(
            eq(epochs.studyId, studyId),
            sql`(${epochs.trial}, ${epochs.epoch}) > (${trial}::integer, ${epoch}::integer)`,
          ),
        )
        .orderBy(asc(epochs.trial), asc(epochs.epoch))
        .limit(EPOCHS_AT_ONCE),
    );
    if (page.length === 0) return;
    yield page;
    last = page.at(-1)!;
  }
}
