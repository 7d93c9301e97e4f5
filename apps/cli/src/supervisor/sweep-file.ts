import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const sweepFileSchema = z.object({ pid: z.number().int(), study: z.string(), startedAt: z.string() });
export type RunningSweep = z.infer<typeof sweepFileSchema>;

const fileOf = (home: string, study: string): string => join(home, 'sweeps', `${study}.json`);

export const logFileOf = (home: string, study: string): string => join(home, 'logs', `sweep-${study}.log`);

/** Says that this process supervises the study on this machine. */
export async function writeSweepFile(home: string, study: string): Promise<void> {
  await mkdir(join(home, 'sweeps'), { recursive: true, mode: 0o700 });
  const sweep: RunningSweep = { pid: process.pid, study, startedAt: new Date().toISOString() };
  await writeFile(fileOf(home, study), JSON.stringify(sweep), { mode: 0o600 });
}

export const removeSweepFile = (home: string, study: string): Promise<void> =>
  rm(fileOf(home, study), { force: true });

/** The supervisor of this study on this machine, or null; a file that a crash left behind counts as none. */
export async function findRunningSweep(home: string, study: string): Promise<RunningSweep | null> {
  const text = await readFile(fileOf(home, study), 'utf8').catch(() => null);
  if (text === null) return null;
  const parsed = sweepFileSchema.safeParse(parseJson(text));
  return parsed.success && (await isSupervisor(parsed.data.pid)) ? parsed.data : null;
}

/** Whether the process lives and, where the system tells, is a supervisor and not a stranger with its number. */
async function isSupervisor(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return commandLine === null || commandLine.includes('supervise');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
