import type { StudyInput } from './study-input.js';
import type { StudyProgress } from './results.js';
import type { Study } from './study.js';

/** The studies of a home, or of servers of your own. Closing it ends nothing but the connection. */
export interface Studies extends AsyncDisposable {
  /**
   * Makes a study: of a study file by its path, or of what such a file holds. One of that name that is the same is
   * taken up again. Rejects with every mistake in `problems`, and where another study has the name.
   */
  create(study: string | StudyInput): Promise<Study>;
  /** The study of this name, or the newest. Rejects where there is none. */
  study(name?: string): Promise<Study>;
  /** Newest first. */
  list(): AsyncGenerator<StudyProgress, void>;
  close(): Promise<void>;
}
