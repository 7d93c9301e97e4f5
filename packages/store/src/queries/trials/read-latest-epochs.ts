import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { epochs, trials } from '../../schema.js';

/** The newest epoch of a trial. */
export interface LatestEpoch {
  readonly trial: number;
  /** Counted from 1. */
  readonly epoch: number;
  /** Epochs that the trial has. */
  readonly epochsTotal: number;
  /** Share of the validation images. */
  readonly validationError: number;
  /** When it was recorded, by the clock of the database. */
  readonly at: Date;
}

/** The newest epoch of each of these trials, by number; trials without one are left out. */
export function readLatestEpochs(
  reader: Reader,
  studyId: string,
  numbers: readonly number[],
): Promise<LatestEpoch[]> {
  if (numbers.length === 0) return Promise.resolve([]);
  return reader.query((db) =>
    db
      .selectDistinctOn([epochs.trial], {
        trial: epochs.trial,
        epoch: epochs.epoch,
        epochsTotal: trials.epochsTotal,
        validationError: epochs.validationError,
        at: epochs.recordedAt,
      })
      .from(epochs)
      .innerJoin(trials, and(eq(trials.studyId, epochs.studyId), eq(trials.number, epochs.trial)))
      .where(and(eq(epochs.studyId, studyId), inArray(epochs.trial, [...numbers])))
      .orderBy(epochs.trial, desc(epochs.epoch)),
  );
}
