import { sql } from 'drizzle-orm';
import type { Queries } from '../connection/database.js';
import type { Standing } from '../recording/describe.js';
import { studies } from '../schema.js';
import { enqueueNotification } from './enqueue.js';

/** Compares trials of the search with the best so far, and notifies people of a better one. */
export async function noteBest(
  db: Queries,
  studyId: string,
  standings: readonly (Standing & { readonly trial: number })[],
): Promise<void> {
  const [best] = standings.toSorted((a, b) => a.bestValidationError - b.bestValidationError);
  if (best === undefined) return;
  const { trial, bestEpoch: epoch, bestValidationError: validationError } = best;
  const { rows } = await db.execute<{ before: number | null }>(sql`
    update ${studies} as held set best_error = ${validationError}::double precision
    from ${studies} as old
    where held.id = ${studyId} and old.id = held.id
      and (held.best_error is null or held.best_error > ${validationError}::double precision)
    returning old.best_error as before`);
  const [improved] = rows;
  if (improved === undefined) return;
  await enqueueNotification(db, studyId, {
    kind: 'best',
    details: { trial, epoch, validationError, before: improved.before },
  });
}
