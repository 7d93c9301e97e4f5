import type { StudySummary } from '@ram-sweep/store/read';
import type { SuitingWinner } from '../best/find-suiting.js';
import type { Provenance } from '../provenance.js';
import type { Winner } from '../best/winner.js';

/** What was asked for besides the best, and what came of it. */
export interface Asked {
  /** The most multiply-adds per image. */
  readonly under: number;
  readonly winner: SuitingWinner;
}

/** A winner with all that is said of it. */
export interface FoundWinner {
  readonly study: StudySummary;
  readonly winner: Winner;
  readonly provenance: Provenance;
  readonly asked?: Asked;
}
