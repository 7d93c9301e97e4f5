import type { Failure } from '@ram-sweep/protocol';
import { and, eq, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { trials } from '../../schema.js';

/** Failed trials that failed of the same. */
export interface FailureGroup {
  readonly class: Failure['class'];
  readonly trials: number;
  /** The first of them by number, and what it said. */
  readonly first: number;
  readonly message: string;
}

/** What the failed trials of a study failed of, most frequent first; surplus ones do not count. */
export function readFailures(reader: Reader, studyId: string): Promise<FailureGroup[]> {
  const cause = sql<Failure['class']>`coalesce(${trials.failure} ->> 'class', 'error')`;
  return reader.query((db) =>
    db
      .select({
        class: cause,
        trials: sql<number>`count(*)`.mapWith(Number),
        first: sql<number>`min(${trials.number})`.mapWith(Number),
        message: sql<string>`coalesce((array_agg(${trials.failure} ->> 'message' order by ${trials.number}))[1], '')`,
      })
      .from(trials)
      .where(and(eq(trials.studyId, studyId), eq(trials.state, 'failed'), sql`${trials.phase} <> 'surplus'`))
      .groupBy(cause)
      .orderBy(sql`count(*) desc`, cause),
  );
}
