import { randomUUID } from 'node:crypto';
import { lstat, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileProblem } from '@ram-sweep/protocol/file-problem';
import { makeFolder } from '@ram-sweep/protocol/make-folder';
import { CommandError } from '../../errors.js';
import { fileLink } from '../hyperlink.js';
import { onePiece, printTexts } from './print-texts.js';

/** What a file is made of, whole or piece by piece. */
type Data = string | Uint8Array | AsyncIterable<string>;

/**
 * Writes what a person asked for to where `--output` says: `-` is standard output, all else a file. Says on standard
 * error what became of it, an earlier file that it replaced and a folder that it made included.
 */
export async function writeOutput(file: string, data: Data): Promise<void> {
  if (file === '-') return print(data);
  const { path, replaced, folder } = await save(file, data);
  if (folder !== undefined) console.error(`made the folder ${folder}`);
  console.error(`wrote ${fileLink(path, process.stderr)}${replaced ? ', in place of the earlier file' : ''}`);
}

const print = (data: Data): Promise<void> =>
  printTexts(typeof data === 'string' || data instanceof Uint8Array ? onePiece(data) : data);

interface Saved {
  readonly path: string;
  /** Whether there was a file of that name. */
  readonly replaced: boolean;
  /** The outermost folder that had to be made. */
  readonly folder: string | undefined;
}

async function save(file: string, data: Data): Promise<Saved> {
  const path = resolve(file);
  try {
    const folder = await makeFolder(dirname(path));
    const found = await lstat(path).catch(() => null);
    // Devices and pipes are written to, and a link stays one.
    await (found === null || found.isFile() ? replaceFile(path, data, found?.mode) : writeTo(path, data));
    return { path, replaced: found?.isFile() ?? false, folder };
  } catch (cause) {
    if (cause instanceof CommandError || !isFileTrouble(cause)) throw cause;
    const why = fileProblem(cause, { path, whole: path }) ?? cause.message;
    throw new CommandError(`cannot write ${path}: ${why}`, 'failure', 'name another file', { cause });
  }
}

/** What the data come from may fail too, and says so itself. */
const isFileTrouble = (cause: unknown): cause is NodeJS.ErrnoException =>
  cause instanceof Error && 'syscall' in cause && !('kind' in cause);

/** The file is the old one until the new one is whole. */
async function replaceFile(path: string, data: Data, mode?: number): Promise<void> {
  const unfinished = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    await writeTo(unfinished, data, mode);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function writeTo(path: string, data: Data, mode?: number): Promise<void> {
  const file = await open(path, 'w', mode);
  try {
    await writeAll(file, data);
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, data: Data): Promise<void> {
  if (typeof data === 'string' || data instanceof Uint8Array) return file.writeFile(data);
  for await (const text of data) await file.writeFile(text);
}
