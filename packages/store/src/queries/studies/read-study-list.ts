import type { StudyState } from '@ram-sweep/protocol';
import { asc, desc, eq, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { namesStudy } from '../../study.js';
import { studies } from '../../schema.js';

/** A study in a list, without what would have to be counted. */
export interface ListedStudy {
  readonly id: string;
  readonly state: StudyState;
  /** Differs from an earlier one if anything has been recorded of the study. */
  readonly mark: string;
}

/** A part of the list of all studies, newest first, and how many there are in all. */
export function readStudyList(
  reader: Reader,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ studies: ListedStudy[]; total: number }> {
  return reader.query(async (db) => ({
    total: await db.$count(studies),
    studies: await db
      .select({
        id: studies.id,
        state: studies.state,
        mark: sql<string>`concat_ws(' ', ${studies.state}, ${studies.activityCount}, ${studies.lastEventAt})`,
      })
      .from(studies)
      .orderBy(desc(studies.createdAt), asc(studies.name))
      .limit(limit)
      .offset(offset),
  }));
}

/** The id of the study of that name or id; null if there is none. */
export function findStudyId(reader: Reader, nameOrId: string): Promise<string | null> {
  return reader.query(async (db) => {
    const named = namesStudy(nameOrId);
    const [row] = await db
      .select({ id: studies.id })
      .from(studies)
      .where(named)
      .orderBy(desc(eq(studies.name, nameOrId)))
      .limit(1);
    return row?.id ?? null;
  });
}
