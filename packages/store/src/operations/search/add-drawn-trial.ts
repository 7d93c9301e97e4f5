import { sql } from 'drizzle-orm';
import type { Store } from '../../connection/database.js';
import { insertRows } from '../../insert-rows.js';
import { trials } from '../../schema.js';
import { requireStudy } from '../../study.js';
import { firstFreeNumber } from '../trials/next-trial-number.js';
import type { DrawnTrial } from './draw-trial.js';

/**
 * Adds a trial to the end of the search, waiting, with the first free number. False where its place is taken already;
 * nothing changed then. Throws NotFoundError if there is no such study.
 */
export function addDrawnTrial(
  store: Store,
  studyId: string,
  { index, params, config, grantedEpochs }: DrawnTrial,
): Promise<boolean> {
  return store.transaction(async (db) => {
    await requireStudy(db, studyId);
    const number = await firstFreeNumber(db, studyId);
    const row = {
      studyId,
      number,
      phase: 'search' as const,
      searchIndex: index,
      state: 'waiting' as const,
      params,
      config,
      grantedEpochs,
      epochsTotal: config.epochs,
    };
    return (await insertRows(db, trials, [row], sql`on conflict do nothing`)) === 1;
  });
}
