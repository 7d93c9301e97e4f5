import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Queries } from './connection/database.js';
import { NotFoundError } from './errors.js';
import { trials } from './schema.js';

/** Matches one trial. The number may be any integer, also one that no trial can have. */
export function isTrial(study: string, number: number): SQL | undefined {
  return and(eq(trials.studyId, study), sql`${trials.number} = ${number}::bigint`);
}

export async function requireTrial(db: Queries, study: string, number: number): Promise<void> {
  const [row] = await db.select({ number: trials.number }).from(trials).where(isTrial(study, number));
  if (row === undefined) throw new NotFoundError(study, number);
}
