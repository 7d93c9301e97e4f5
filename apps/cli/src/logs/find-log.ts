import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { notFound } from '../errors.js';
import { propose } from '../print/command/propose.js';
import { onlyIfMissing } from '@ram-sweep/studies/missing-file';
import { logFileOf } from '@ram-sweep/studies/sweep-file';

/** A study of which this machine has a log. */
interface StudyLog {
  readonly study: string;
  readonly file: string;
}

/** The log of the study, or the one that was written last. Throws a CommandError where there is none. */
export async function findLog(home: string, study: string | undefined): Promise<StudyLog> {
  const logs = await listLogs(home);
  const found = study === undefined ? logs[0] : logs.find((log) => log.study === study);
  if (found) return found;
  if (study === undefined)
    throw notFound(
      `no sweep has run in ${home} yet`,
      `start one with \`${propose('start studies/quickstart.yaml')}\``,
    );
  // Refuses what no study can be called.
  const file = logFileOf(home, study);
  throw notFound(
    `there is no log of study ${study} here: ${file} does not exist`,
    logs.length > 0
      ? `there are logs of ${logs.map((log) => log.study).join(', ')}`
      : 'logs are on the machine that the sweep ran on',
  );
}

/** The logs of a home, the one that was written last first. */
async function listLogs(home: string): Promise<StudyLog[]> {
  const folder = join(home, 'logs');
  const names = await readdir(folder).catch(onlyIfMissing<string[]>([]));
  const logs = names.flatMap((name) => {
    const [, study] = /^sweep-(.+)\.log$/.exec(name) ?? [];
    return study === undefined ? [] : [{ study, file: join(folder, name) }];
  });
  const dated = await Promise.all(
    logs.map(async (log) => ({ log, at: (await stat(log.file).catch(() => null))?.mtimeMs ?? 0 })),
  );
  return dated.toSorted((a, b) => b.at - a.at).map(({ log }) => log);
}
