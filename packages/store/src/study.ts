import type { StudySpec, StudyState } from '@ram-sweep/protocol';
import { eq, or, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import type { Queries } from './connection/database.js';
import { NotFoundError } from './errors.js';
import { studies } from './schema.js';

export interface Study {
  /** UUID */
  readonly id: string;
  readonly name: string;
  readonly spec: StudySpec;
  readonly state: StudyState;
  readonly createdAt: Date;
}

/** The name of a study's advisory lock, before its id. */
export const STUDY_LOCK = 'ram_sweep.study.';

/** The name of the lock that its holder is marked with, before the mark. */
export const MARK_LOCK = 'ram_sweep.mark.';

/** The columns of `studies` but `priors`, which may be megabytes. */
export const studyColumns = {
  id: studies.id,
  name: studies.name,
  spec: studies.spec,
  state: studies.state,
  createdAt: studies.createdAt,
  firstStartedAt: studies.firstStartedAt,
  lastEventAt: studies.lastEventAt,
  searchStop: studies.searchStop,
  drivenSeconds: studies.drivenSeconds,
};

export type StudyRow = Pick<typeof studies.$inferSelect, keyof typeof studyColumns>;

export function studyOf({ id, name, spec, state, createdAt }: StudyRow): Study {
  return { id, name, spec, state, createdAt };
}

/** Matches the study of that name or id. */
export function namesStudy(nameOrId: string): SQL | undefined {
  const byName = eq(studies.name, nameOrId);
  return z.uuid().safeParse(nameOrId).success ? or(eq(studies.id, nameOrId), byName) : byName;
}

export async function requireStudy(db: Queries, id: string): Promise<void> {
  const [row] = await db.select({ id: studies.id }).from(studies).where(eq(studies.id, id));
  if (row === undefined) throw new NotFoundError(id);
}
