import type { Reader } from '../../connection/database.js';
import { studies } from '../../schema.js';
import { namesStudy, type Study, studyColumns, studyOf } from '../../study.js';

/** The study of that name or id. An id goes before a name that looks like one. */
export async function findStudy(store: Reader, nameOrId: string): Promise<Study | null> {
  const rows = await store.query((db) => db.select(studyColumns).from(studies).where(namesStudy(nameOrId)));
  const row = rows.find(({ id }) => id === nameOrId.toLowerCase()) ?? rows[0];
  return row === undefined ? null : studyOf(row);
}
