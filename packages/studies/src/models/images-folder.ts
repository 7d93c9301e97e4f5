import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { makeFolder } from '@ram-sweep/protocol/make-folder';
import { z } from 'zod';
import type { Place } from '../servers.js';
import { nameInPath } from '../drive/name-in-path.js';

/** Beside the file of its running sweep. A path means something on this machine alone, so no database holds it. */
const fileOf = (home: string, study: string): string => join(home, 'sweeps', `${nameInPath(study)}.images`);

const rememberedSchema = z.object({ dataDir: z.string().min(1) });

/**
 * The folder in which the images of a study are looked for first: the one that a flag or RAM_SWEEP_DATA_DIR names, or
 * else the one that its last sweep on this machine had. Undefined: only the cache.
 */
export const imagesFolder = async (
  { home, dataDir }: Pick<Place, 'home' | 'dataDir'>,
  study: string,
  flag?: string,
): Promise<string | undefined> => flag ?? dataDir ?? (await rememberedFolder(home, study));

/** The folder of the study's last sweep here; undefined where it had none, or none is known. */
async function rememberedFolder(home: string, study: string): Promise<string | undefined> {
  try {
    return rememberedSchema.parse(JSON.parse(await readFile(fileOf(home, study), 'utf8'))).dataDir;
  } catch {
    return undefined;
  }
}

/** Keeps the folder for what continues the study. On a full disk it is not kept, which is no reason not to train. */
export async function rememberImagesFolder(home: string, study: string, folder: string): Promise<void> {
  const file = fileOf(home, study);
  await makeFolder(dirname(file), 0o700)
    .then(() => writeFile(file, JSON.stringify({ dataDir: resolve(folder) }), { mode: 0o600 }))
    .catch(() => undefined);
}

/** The study is gone. */
export const forgetImagesFolder = (home: string, study: string): Promise<void> =>
  rm(fileOf(home, study), { force: true }).catch(() => undefined);
