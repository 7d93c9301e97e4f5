import type { EpochResult } from '@ram-sweep/protocol';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { integers } from '../../integers.js';
import { epochs, trials } from '../../schema.js';
import { epochColumns } from './epoch-pages.js';

/** An epoch, and when it was recorded. */
export interface NewEpoch extends EpochResult {
  readonly trial: number;
  /** Epochs that the trial has. */
  readonly epochsTotal: number;
  /** By the clock of the database. */
  readonly at: Date;
}

/**
 * The epochs of some trials that were recorded after `since` and that `seen` does not have, in the order in which they
 * were recorded. `seen`: by trial, the newest epoch that is known; 0 for none.
 */
export function readNewEpochs(
  reader: Reader,
  studyId: string,
  { seen, since }: { readonly seen: ReadonlyMap<number, number>; readonly since: Date },
): Promise<NewEpoch[]> {
  if (seen.size === 0) return Promise.resolve([]);
  const known = sql`unnest(${integers([...seen.keys()])}, ${integers([...seen.values()])}) as seen(trial, epoch)`;
  return reader.query((db) =>
    db
      .select({
        trial: epochs.trial,
        ...epochColumns,
        epochsTotal: trials.epochsTotal,
        at: epochs.recordedAt,
      })
      .from(epochs)
      .innerJoin(known, sql`${epochs.trial} = seen.trial and ${epochs.epoch} > seen.epoch`)
      .innerJoin(trials, and(eq(trials.studyId, epochs.studyId), eq(trials.number, epochs.trial)))
      .where(and(eq(epochs.studyId, studyId), gt(epochs.recordedAt, since)))
      .orderBy(asc(epochs.recordedAt), asc(epochs.trial), asc(epochs.epoch)),
  );
}
