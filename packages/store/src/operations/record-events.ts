import type { CheckpointRef, TrialEvent, TrialState } from '@ram-sweep/protocol';
import type { Store } from '../database.js';

/**
 * `recorded`: it is in the tables now. `duplicate`: it was before. `stale`: its attempt is over and fenced,
 * nothing changed. `unknown`: there is no such trial, attempt or epoch.
 */
export type EventOutcome = 'recorded' | 'duplicate' | 'stale' | 'unknown';

export interface RecordedEvent {
  readonly event: TrialEvent;
  readonly outcome: EventOutcome;
  /** The trial's state after this event; null if there is no such trial. */
  readonly state: TrialState | null;
  /** The checkpoints that the trial goes on from, newest first: all others can be removed. */
  readonly checkpoints: readonly CheckpointRef[];
}

export function recordEvents(
  store: Store,
  studyId: string,
  events: readonly TrialEvent[],
): Promise<RecordedEvent[]> {
  throw new Error(`not yet: ${studyId} ${events.length} ${typeof store}`);
}
