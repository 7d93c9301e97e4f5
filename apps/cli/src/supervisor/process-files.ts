import { mkdir, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLine, isSameOrMoved, isSameProcess, processStart } from '@ram-sweep/services';
import { z } from 'zod';
import { onlyIfMissing } from '@ram-sweep/studies/missing-file';

const processFileSchema = z.object({
  pid: z.number().int().min(2),
  program: z.enum(['worker', 'coordinator']),
  /** When it began, and how it was called: tell it from another that got its id later. */
  processStart: z.string().nullable(),
  commandLine: z.string(),
  /** Whose servers it uses. It is none of the processes of a copy. */
  home: z.string(),
});

/** A worker or coordinator that uses the servers of a home. */
export type HomeProcess = z.infer<typeof processFileSchema>;

const folderOf = (home: string): string => join(home, 'processes');
const fileOf = (home: string, pid: number): string => join(folderOf(home), `${pid}.json`);

/** Keeps the files of the processes that a supervisor starts and sees end. One thing is written at a time. */
export class ProcessFiles {
  readonly #home: string;
  #written: Promise<void> = Promise.resolve();

  constructor(home: string) {
    this.#home = home;
  }

  /** Resolves once all that was said so far is written. */
  get written(): Promise<void> {
    return this.#written;
  }

  /** `pid`: of one that could not be started, undefined. */
  add(program: HomeProcess['program'], pid: number | undefined): void {
    if (pid !== undefined) this.#written = this.#written.then(() => addProcessFile(this.#home, program, pid));
  }

  remove(pid: number | undefined): void {
    if (pid !== undefined) this.#written = this.#written.then(() => removeProcessFile(this.#home, pid));
  }
}

/**
 * Writes down a process that uses the servers of this home, so that `down` finds it. A full disk keeps nobody from
 * training: then it is not written down. Nor is it in a home that was moved: none is made in its old place.
 */
async function addProcessFile(home: string, program: HomeProcess['program'], pid: number): Promise<void> {
  const [start, line] = await Promise.all([processStart(pid), commandLine(pid)]);
  if (line === null) return;
  await mkdir(folderOf(home), 0o700).catch(() => undefined);
  await realpath(home)
    .then((path): HomeProcess => ({ pid, program, processStart: start, commandLine: line, home: path }))
    .then((content) => writeFile(fileOf(home, pid), JSON.stringify(content), { mode: 0o600 }))
    .catch(() => undefined);
}

/** The process has ended. */
export const removeProcessFile = (home: string, pid: number): Promise<void> =>
  rm(fileOf(home, pid), { force: true }).catch(() => undefined);

/** Has a file for this very process while it works. */
export async function withProcessFile(
  home: string,
  program: HomeProcess['program'],
  work: () => Promise<void>,
): Promise<void> {
  await addProcessFile(home, program, process.pid);
  try {
    await work();
  } finally {
    await removeProcessFile(home, process.pid);
  }
}

/** The processes of this home that live. What others left behind is removed. */
export async function liveProcesses(home: string): Promise<HomeProcess[]> {
  const files = await readdir(folderOf(home)).catch(onlyIfMissing<string[]>([]));
  const found = await Promise.all(files.map((file) => readLive(home, join(folderOf(home), file))));
  return found.filter((process) => process !== null);
}

async function readLive(home: string, file: string): Promise<HomeProcess | null> {
  const parsed = processFileSchema.safeParse(parseJson(await readFile(file, 'utf8').catch(() => '')));
  if (parsed.success && (await lives(home, parsed.data))) return parsed.data;
  await rm(file, { force: true }).catch(() => undefined);
  return null;
}

const lives = async (home: string, found: HomeProcess): Promise<boolean> =>
  (await isSameProcess(found.pid, found.processStart)) &&
  (await commandLine(found.pid)) === found.commandLine &&
  isSameOrMoved(home, found.home);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
