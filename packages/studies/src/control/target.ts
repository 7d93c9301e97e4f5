import type { StudySummary } from '@ram-sweep/store/read';
import type { RunningSweep } from '../drive/sweep-file.js';
import type { Place } from '../servers.js';

/** A study, and its sweep where it runs on this machine. */
export interface Target {
  readonly settings: Place;
  readonly study: Pick<StudySummary, 'id' | 'name'>;
  readonly sweep: RunningSweep | null;
}
