import { lockStudy, type Store } from '@ram-sweep/store';
import { StudiesError } from '../errors.js';

/** Does `work` while no sweep, on any machine, can run the study. Throws a StudiesError where one runs it. */
export async function withStudyLock<Result>(
  store: Store,
  study: { readonly id: string; readonly name: string },
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = await lockStudy(store, study.id);
  if (!lock) {
    throw new StudiesError(
      `study ${study.name} is running`,
      'failure',
      `end it first: \`ram-sweep stop ${study.name}\``,
    );
  }
  try {
    return await work();
  } finally {
    await lock.release();
  }
}
