import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { closestName } from '@ram-sweep/search';
import { badUsage } from '../errors.js';

const EXTENSIONS = ['.yaml', '.yml', '.json'];
/** Where the examples are. */
const EXAMPLES = 'studies';

/** Throws a CommandError for a study file that is not there where one of nearly that name is. */
export async function requireNearestFile(file: string): Promise<void> {
  if (EXTENSIONS.includes(extname(file).toLowerCase()) && (await isFile(file))) return;
  const nearest = await nearestFile(file);
  if (nearest !== undefined) throw badUsage(`there is no study file ${file}`, nearest);
}

/** A file of that name or nearly that name, whatever its extension, in its folder, here, or among the examples. */
async function nearestFile(file: string): Promise<string | undefined> {
  const folders = [...new Set([dirname(file), '.', EXAMPLES])];
  const paths = (await Promise.all(folders.map(studyFiles))).flat();
  const meant = closestName(stemOf(file), paths.map(stemOf));
  const path = paths.find((each) => stemOf(each) === meant);
  return path === undefined ? undefined : `did you mean ${path}?`;
}

const stemOf = (file: string): string => basename(file, extname(file));

async function studyFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => EXTENSIONS.includes(extname(name))).map((name) => join(folder, name));
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ?? false;
}
