import { findStudyResult, type StudyResult } from '@ram-sweep/results';
import type { Reader } from '@ram-sweep/store/read';
import { RequestRefusedError } from '../../errors.js';

/** The study of that name or id. Throws a RequestRefusedError (404) if there is none. */
export async function requireStudy(reader: Reader, name: string): Promise<StudyResult> {
  const study = await findStudyResult(reader, name);
  if (study) return study;
  throw new RequestRefusedError(404, `there is no study ${name}`);
}
