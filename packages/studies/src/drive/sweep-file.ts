import { access, constants, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from '@ram-sweep/protocol/make-folder';
import { onlyIfMissing } from './missing-file.js';
import { studyNameSchema } from '@ram-sweep/protocol';
import {
  commandLine,
  inHome,
  isSameOrMoved,
  isSameProcess,
  processStart,
  tryLockFile,
} from '@ram-sweep/services';
import { z } from 'zod';
import { StudiesError } from '../errors.js';
import { nameInPath } from './name-in-path.js';

const sweepFileSchema = z.object({
  pid: z.number().int().min(2),
  /** When the process began, by the kernel: tells it from one that got its id later. Null where that is not told. */
  processStart: z.string().nullable(),
  /** Where it began. It supervises nothing in a copy of that home. */
  home: z.string(),
  study: z.string(),
  startedAt: z.string(),
  /** Addresses of the NATS servers that it uses, without who it is there. Of an earlier version: none. */
  nats: z.array(z.string()).default([]),
});
export type RunningSweep = z.infer<typeof sweepFileSchema>;

const fileOf = (home: string, study: string): string => join(home, 'sweeps', `${nameInPath(study)}.json`);

/** Throws a StudiesError for a name that no study file could have. */
export const logFileOf = (home: string, study: string): string =>
  join(home, 'logs', `sweep-${nameInPath(study)}.log`);

/** Makes the folders that a sweep writes to. Throws a ServicesHomeError where one cannot be made, or written to. */
export const makeSweepFolders = (home: string): Promise<void> =>
  inHome(home, async () => {
    for (const folder of [join(home, 'sweeps'), join(home, 'logs')]) {
      await makeFolder(folder, 0o700);
      await access(folder, constants.W_OK);
    }
  });

/** The error for a study that is supervised on this machine already, with what to do instead. */
export const runsAlready = (study: string, pid: number): StudiesError =>
  new StudiesError(
    `study ${study} is already running (pid ${pid})`,
    'failure',
    `follow it with \`ram-sweep watch ${study}\`, or end it with \`ram-sweep stop ${study}\``,
  );

/**
 * Says that this process supervises the study on this machine, until the returned function is called. Of several that
 * say so at once one succeeds; the others throw `runsAlready`.
 */
export async function claimSweepFile(
  home: string,
  { study, nats }: Pick<RunningSweep, 'study' | 'nats'>,
): Promise<() => Promise<void>> {
  await makeFolder(join(home, 'sweeps'), 0o700);
  const { pid } = process;
  const startedAt = new Date().toISOString();
  const [start, path] = await Promise.all([processStart(pid), realpath(home)]);
  const sweep: RunningSweep = { pid, processStart: start, home: path, study, startedAt, nats };
  const attempt = await tryLockFile({
    path: fileOf(home, study),
    content: JSON.stringify(sweep),
    isHeld: async (text) => (await runningSweep(home, text)) !== null,
  });
  if (attempt.holder === null) return attempt.release;
  throw runsAlready(study, sweepFileSchema.parse(parseJson(attempt.holder)).pid);
}

/**
 * The supervisor of this study on this machine, or null; a file that a crash left behind counts as none. Throws a
 * ServicesHomeError where the system refuses its file.
 */
export async function findRunningSweep(home: string, study: string): Promise<RunningSweep | null> {
  if (!studyNameSchema.safeParse(study).success) return null;
  const read = () => readFile(fileOf(home, study), 'utf8').catch(onlyIfMissing(''));
  return runningSweep(home, await inHome(home, read));
}

/** Waits until a supervisor of this study is known on this machine, for up to `patienceMs` (15 s). */
export async function waitForSweep(home: string, study: string, patienceMs = 15_000): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline && !(await findRunningSweep(home, study))) await sleep(50);
}

async function runningSweep(home: string, text: string): Promise<RunningSweep | null> {
  const parsed = sweepFileSchema.safeParse(parseJson(text));
  return parsed.success && (await isSupervisor(home, parsed.data)) ? parsed.data : null;
}

/** Whether it is that very process, and not a stranger that has its number by now, and works on this home. */
async function isSupervisor(home: string, sweep: RunningSweep): Promise<boolean> {
  const { pid, processStart: start } = sweep;
  if (!(await isSameProcess(pid, start)) || !(await isSameOrMoved(home, sweep.home))) return false;
  const words = (await commandLine(pid)) ?? '';
  return words.includes('supervise') || words.includes('--service');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
