import { studyNameSchema } from '@ram-sweep/protocol';
import { badUsage } from '../errors.js';

/**
 * The study's name as a part of a path. Names are checked when studies are made; one from a database that others write
 * to could lead out of the folder: throws a StudiesError for a name that no study file could have.
 */
export function nameInPath(study: string): string {
  if (studyNameSchema.safeParse(study).success) return study;
  throw badUsage(
    `${JSON.stringify(study)} is no name of a study`,
    'at most 63 letters, digits, ".", "_" and "-", of which the first is a letter or a digit',
  );
}
