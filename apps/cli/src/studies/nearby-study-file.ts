import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closestName } from '@ram-sweep/search';
import { badUsage } from '../errors.js';

const EXTENSIONS = ['.yaml', '.yml', '.json'];
/** As a person writes where the examples are. */
const EXAMPLES = 'studies';
/** Where they are, beside the program. */
const examplesFolder = fileURLToPath(new URL('../../../../studies/', import.meta.url));

/** What `start` runs where no study is named. */
export const quickstartFile = join(examplesFolder, 'quickstart.yaml');

/** The path of a study file: the one given, or that of an example such as `studies/mnist-28.yaml` that is not here. */
export async function pathOfStudyFile(file: string): Promise<string> {
  const example = resolve(examplesFolder, '..', file);
  if ((await isFile(file)) || !example.startsWith(examplesFolder)) return file;
  return (await isFile(example)) ? example : file;
}

/** Throws a CommandError for a study file that is not there where one of nearly that name is. */
export async function requireNearestFile(file: string): Promise<void> {
  if (EXTENSIONS.includes(extname(file).toLowerCase()) && (await isFile(file))) return;
  const nearest = await nearestFile(file);
  if (nearest !== undefined) throw badUsage(`there is no study file ${file}`, nearest);
}

/** A file of that name or nearly that name, whatever its extension, in its folder, here, or among the examples. */
async function nearestFile(file: string): Promise<string | undefined> {
  const folders = [...new Set([dirname(file), '.', EXAMPLES])];
  const near = (await Promise.all(folders.map(studyFiles))).flat();
  const examples = (await studyFiles(examplesFolder)).map((path) => join(EXAMPLES, basename(path)));
  const paths = [...near, ...examples];
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
