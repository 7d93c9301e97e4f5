import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes the folder and those above it. Returns the outermost that it made, or undefined where all were there. Rejects
 * as `mkdir` does where one cannot be made. Node's own recursive mkdir never returns below /proc, where a folder that
 * is there does not take another.
 */
export async function makeFolder(path: string, mode?: number): Promise<string | undefined> {
  try {
    return (await makeOne(path, mode)) ? path : undefined;
  } catch (error) {
    const above = dirname(path);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || above === path) throw error;
    const outermost = await makeFolder(above, mode);
    return (await makeOne(path, mode)) ? (outermost ?? path) : outermost;
  }
}

/** False where the folder was there already. */
async function makeOne(path: string, mode?: number): Promise<boolean> {
  try {
    await mkdir(path, mode);
    return true;
  } catch (error) {
    if (await isFolder(path)) return false;
    throw error;
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
