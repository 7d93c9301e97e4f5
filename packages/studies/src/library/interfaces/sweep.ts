import type { StudyEvent } from './events.js';

/** How a sweep ends that nothing was wrong with. */
export type SweepEnd = 'complete' | 'stopped';

/**
 * The processes that drive a study on this machine: a supervisor with its coordinator and workers. They keep this
 * program alive until they end or are left alone; should this program die, they continue. Disposing of it stops it.
 */
export interface Sweep extends AsyncDisposable {
  /** What its processes say. */
  readonly logFile: string;
  /** Rejects where it cannot continue before the study's end; the message has the end of its log. */
  readonly ended: Promise<SweepEnd>;
  /** What happens in the study from the start of the sweep on, until it ends or the signal aborts. */
  events(options?: { readonly signal?: AbortSignal }): AsyncGenerator<StudyEvent, void>;
  /** Ends it: running trials are checkpointed and wait. Resolves once its processes have ended. */
  stop(): Promise<SweepEnd>;
  /** Lets it run on its own, also past the end of this program. */
  leave(): void;
}
