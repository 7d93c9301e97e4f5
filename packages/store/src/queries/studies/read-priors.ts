import { eq } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { pinnedPrior, type PinnedPrior } from '../../prior.js';
import { studies } from '../../schema.js';

/** What a study took over from earlier ones, in the order in which it names them. Empty if there is no such study. */
export function readPriors(reader: Reader, studyId: string): Promise<PinnedPrior[]> {
  return reader.query(async (db) => {
    const [row] = await db.select({ priors: studies.priors }).from(studies).where(eq(studies.id, studyId));
    return (row?.priors ?? []).map(pinnedPrior);
  });
}
