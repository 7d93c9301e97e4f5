import { setStudyState } from '@ram-sweep/store';
import type { StudySummary } from '@ram-sweep/store/read';
import { askCoordinator } from './ask-coordinator.js';
import { CommandError } from '../errors.js';
import { withStore, type Servers } from '../servers.js';
import type { Settings } from '../settings.js';
import { findRunningSweep } from '../supervisor/sweep-file.js';
import { withStudyLock } from './with-study-lock.js';

/**
 * Ends the pause of a study. Returns what its coordinator says, or null where none runs and the study is to be driven
 * again.
 */
export async function endPause(
  settings: Settings,
  servers: Servers,
  study: Pick<StudySummary, 'id' | 'name'>,
): Promise<string | null> {
  const sweep = await findRunningSweep(settings.home, study.name);
  try {
    return await askCoordinator({ settings, study, sweep }, { kind: 'resume-study' });
  } catch (error) {
    if (!(error instanceof CommandError) || error.kind !== 'not-found') throw error;
  }
  await withStore(servers, (store) =>
    withStudyLock(store, study, () => setStudyState(store, { study: study.id, state: 'active' })),
  );
  return null;
}
