import { setStudyState } from '@ram-sweep/store';
import type { StudySummary } from '@ram-sweep/store/read';
import { askCoordinator } from './ask-coordinator.js';
import { StudiesError } from '../errors.js';
import { findRunningSweep } from '../drive/sweep-file.js';
import { withStore, type Place, type Servers } from '../servers.js';
import { withStudyLock } from './study-lock.js';

/**
 * Ends the pause of a study. Returns what its coordinator says, or null where none runs and the study is to be driven
 * again.
 */
export async function endPause(
  settings: Place,
  servers: Servers,
  study: Pick<StudySummary, 'id' | 'name'>,
): Promise<string | null> {
  const sweep = await findRunningSweep(settings.home, study.name);
  try {
    return await askCoordinator({ settings, study, sweep }, { kind: 'resume-study' });
  } catch (error) {
    if (!(error instanceof StudiesError) || error.kind !== 'not-found') throw error;
  }
  await withStore(servers, (store) =>
    withStudyLock(store, study, () => setStudyState(store, { study: study.id, state: 'active' })),
  );
  return null;
}
