import type { Params, TrialConfig } from '@ram-sweep/protocol';
import { and, eq, sql } from 'drizzle-orm';
import type { Queries, Store } from '../../connection/database.js';
import { trials } from '../../schema.js';

/** What the sampler drew for a trial that was planned. */
export interface DrawnTrial {
  /** Place in the search. */
  readonly index: number;
  readonly params: Params;
  readonly config: TrialConfig;
  readonly grantedEpochs: number | null;
}

/** planned → waiting, with its params. False where it is not planned any more; nothing changed then. */
export const drawTrial = (store: Store, studyId: string, drawn: DrawnTrial): Promise<boolean> =>
  store.query(async (db) => (await saveDrawn(db, studyId, drawn)) !== undefined);

/** The same within a transaction. Returns the number of the trial, or undefined where it is not planned any more. */
export async function saveDrawn(
  db: Queries,
  studyId: string,
  drawn: DrawnTrial,
): Promise<number | undefined> {
  const { index, params, config, grantedEpochs } = drawn;
  const [row] = await db
    .update(trials)
    .set({
      state: 'waiting',
      params,
      config,
      // One that a person asked for again is a gap in the search, so no rung would judge it.
      grantedEpochs: sql`case when ${trials.countedEpochs} is null then ${grantedEpochs}::integer end`,
      epochsTotal: config.epochs,
    })
    .where(and(eq(trials.studyId, studyId), eq(trials.searchIndex, index), eq(trials.state, 'planned')))
    .returning({ number: trials.number });
  return row?.number;
}
