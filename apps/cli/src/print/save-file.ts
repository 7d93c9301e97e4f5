import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CommandError } from '../errors.js';

/** Writes what a person asked for to a file of theirs, making its folder if need be. Returns the whole path. */
export async function saveFile(file: string, data: string | Uint8Array): Promise<string> {
  const path = resolve(file);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, data);
  } catch (cause) {
    const { message } = cause as Error;
    throw new CommandError(`cannot write ${path}: ${message}`, 'failure', 'name another file', {
      cause,
    });
  }
  return path;
}
