import type { Store } from '../database.js';

/** The right to coordinate a study, for as long as its connection lives. */
export interface StudyLock extends AsyncDisposable {
  /** Resolves, with what happened, when the lock is gone without release(). Then another may hold it. */
  readonly lost: Promise<Error>;
  release(): Promise<void>;
}

/** Takes the study's lock, or returns null if another process holds it. */
export function lockStudy(store: Store, studyId: string): Promise<StudyLock | null> {
  throw new Error(`not yet: ${studyId} ${typeof store}`);
}
