import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileProblem } from '@ram-sweep/protocol/file-problem';
import { DataFolderError, DatasetError } from '../errors.js';
import { fileRoles, type FileRole, type PublishedFile, type PublishedSet } from './mirrors.js';

/** The four files of a published set, and their folder. */
export interface SetFiles {
  readonly folder: string;
  readonly paths: Readonly<Record<FileRole, string>>;
}

/**
 * Looks for a set in a data folder of the user: `DIR/mnist`, torchvision's `DIR/MNIST/raw`, `DIR` itself;
 * each file gzip or plain. Null if none of the four is there.
 * Throws a DatasetError if only some of them are: the user did not ask for training on something else.
 */
export async function findInDataDir(set: PublishedSet, dataDir: string): Promise<SetFiles | null> {
  await requireDataFolder(dataDir);
  for (const folder of [...set.folders.map((name) => join(dataDir, name)), dataDir]) {
    const found = await findInFolder(set, folder);
    if (found) return found;
  }
  return null;
}

/** The folder of a set in the cache. */
export const cachedFiles = (set: PublishedSet, cacheDir: string): SetFiles => {
  const folder = join(cacheDir, set.name);
  return { folder, paths: byRole((role) => join(folder, set.files[role].name)) };
};

/** Whether `path` holds the published file, to the last byte. */
export async function isIntact(path: string, file: PublishedFile): Promise<boolean> {
  if ((await sizeOf(path)) !== file.bytes) return false;
  const bytes = await readFile(path).catch((error: unknown) => refuse(error, path));
  return createHash('md5').update(bytes).digest('hex') === file.md5;
}

/** The size of a file in bytes, or null if there is none. Throws a DatasetError where that cannot be seen. */
export async function sizeOf(path: string): Promise<number | null> {
  const found = await statOf(path);
  return found?.isFile() ? found.size : null;
}

/** Null where there is nothing of that name, as where a part of the path is no folder. */
async function statOf(path: string): Promise<Stats | null> {
  return stat(path).catch((error: NodeJS.ErrnoException) =>
    ['ENOENT', 'ENOTDIR'].includes(error.code ?? '') ? null : refuse(error, path),
  );
}

function refuse(cause: unknown, path: string): never {
  const why = fileProblem(cause, { path }) ?? String(cause);
  throw new DatasetError(`${path} cannot be read: ${why}`, { file: path, cause });
}

/** Throws a DataFolderError where a folder of the user's with data sets is none. */
export async function requireDataFolder(dataDir: string): Promise<void> {
  const found = await statOf(dataDir);
  if (found?.isDirectory()) return;
  throw new DataFolderError(`the data folder ${dataDir} ${found ? 'is not a folder' : 'does not exist'}`, {
    file: dataDir,
  });
}

async function findInFolder(set: PublishedSet, folder: string): Promise<SetFiles | null> {
  const found = new Map<FileRole, string>();
  for (const role of fileRoles) {
    const packed = join(folder, set.files[role].name);
    const plain = packed.replace(/\.gz$/, '');
    if ((await sizeOf(packed)) !== null) found.set(role, packed);
    else if ((await sizeOf(plain)) !== null) found.set(role, plain);
  }
  if (found.size === 0) return null;
  const missing = fileRoles.filter((role) => !found.has(role)).map((role) => set.files[role].name);
  if (missing.length > 0) {
    throw new DatasetError(`${folder} has only part of ${set.name}: ${missing.join(', ')} missing`, {
      file: folder,
    });
  }
  return { folder, paths: byRole((role) => found.get(role)!) };
}

const byRole = (path: (role: FileRole) => string): Record<FileRole, string> => ({
  trainImages: path('trainImages'),
  trainLabels: path('trainLabels'),
  testImages: path('testImages'),
  testLabels: path('testLabels'),
});
