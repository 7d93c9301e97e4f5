import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileProblem } from '@ram-sweep/protocol/file-problem';
import { StudyFileError } from '../errors.js';
import type { StudyFormat } from './study-text.js';

const formats: Readonly<Record<string, StudyFormat>> = { '.yaml': 'yaml', '.yml': 'yaml', '.json': 'json' };

/** The notation of a file by its name; undefined if the name does not show it. */
export const formatOf = (path: string): StudyFormat | undefined => formats[extname(path).toLowerCase()];

/** A thousand configs under first take less than one. */
const MOST_BYTES = 10_000_000;

/** The text of a file whose name shows its notation. `kind` says in words what it is, such as "study file". */
export async function readText(path: string, kind: string): Promise<string> {
  if (formatOf(path) === undefined) {
    throw new StudyFileError(path, [
      { path: '', message: `is not a ${kind} by its name`, allowed: '.yaml, .yml, .json' },
    ]);
  }
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  if (size > MOST_BYTES) {
    const problem = { path: '', message: `has ${size} bytes`, allowed: `at most ${MOST_BYTES}` };
    throw new StudyFileError(path, [problem]);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const messages: Readonly<Record<string, string>> = {
      ENOENT: 'does not exist',
      EISDIR: `is a folder, not a ${kind}`,
      ERR_ENCODING_INVALID_ENCODED_DATA: 'is not UTF-8 text',
    };
    const why = fileProblem(cause, { path }) ?? (cause as Error).message;
    const message = messages[code ?? ''] ?? `cannot be read: ${why}`;
    throw new StudyFileError(path, [{ path: '', message }], { cause });
  }
}
