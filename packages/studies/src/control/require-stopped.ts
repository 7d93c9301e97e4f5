import { lockStudy, type Store } from '@ram-sweep/store';
import type { StudySummary } from '@ram-sweep/store/read';
import { StudiesError } from '../errors.js';
import { findRunningSweep } from '../drive/sweep-file.js';

/**
 * Throws a StudiesError where a sweep runs the study, on this machine or another: what `resume` is to change besides is
 * for a study that has stopped.
 */
export async function requireStopped(
  store: Store,
  home: string,
  { id, name, state }: Pick<StudySummary, 'id' | 'name' | 'state'>,
): Promise<void> {
  if (!(await isRun(store, home, { id, name }))) return;
  const how = state === 'paused' ? 'paused and still running' : 'running';
  throw new StudiesError(
    `study ${name} is ${how}`,
    'failure',
    `stop it first with \`ram-sweep stop ${name}\`, then resume it with these flags`,
  );
}

/** A sweep whose coordinator is just being started again holds no lock, but has its supervisor. */
async function isRun(store: Store, home: string, { id, name }: { id: string; name: string }) {
  if (await findRunningSweep(home, name)) return true;
  const lock = await lockStudy(store, id);
  await lock?.release();
  return lock === null;
}
