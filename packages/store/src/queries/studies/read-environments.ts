import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { attempts } from '../../schema.js';

/** What some trials of a study were trained with. */
export interface EnvironmentRow {
  /** Engine build, processor and Node, for people. */
  readonly environment: string;
  /** How many trials had an attempt in it. */
  readonly trials: number;
}

/** The environments of a study's attempts, the most frequent first. Where there is one, results repeat to the bit. */
export function readEnvironments(reader: Reader, studyId: string): Promise<EnvironmentRow[]> {
  const count = sql<number>`count(distinct ${attempts.trial})`.mapWith(Number);
  return reader.query((db) =>
    db
      .select({ environment: sql<string>`${attempts.environment}`, trials: count })
      .from(attempts)
      .where(and(eq(attempts.studyId, studyId), isNotNull(attempts.environment)))
      .groupBy(attempts.environment)
      .orderBy(sql`2 desc`, sql`1`),
  );
}
