import type { LeaderboardRow } from '@ram-sweep/results';
import type { TrialSort } from '@ram-sweep/store/read';

/** What a key needs to know of what is shown. */
export interface Situation {
  /** The rows that were read, the position of the first, and how many there are in all. */
  readonly rows: readonly LeaderboardRow[];
  readonly offset: number;
  readonly total: number;
  /** Rows that are visible at once. */
  readonly pageRows: number;
  /** What the leaderboard can be sorted by. */
  readonly sorts: readonly TrialSort[];
  readonly searchedFields: number;
}

export const rowAt = ({ rows, offset }: Situation, position: number): LeaderboardRow | null =>
  rows[position - offset] ?? null;

/** The trial that a row stands for: of a config that was trained several times, its best seed. */
export function trialOf(row: LeaderboardRow | null): number | null {
  if (row === null) return null;
  if (row.kind === 'trial') return row.id;
  const best = row.group.trials.toSorted(
    (one, other) => (one.bestValidationError ?? 1) - (other.bestValidationError ?? 1),
  );
  return best[0]?.number ?? null;
}
