import type { Distribution } from '@ram-sweep/protocol';
import {
  readBestSoFar,
  readFieldSpread,
  readRecentAttempts,
  readTrials,
  type BestSoFar,
  type FieldSpread,
  type Reader,
  type RecentAttempt,
  type SpreadAxis,
  type StudySummary,
} from '@ram-sweep/store/read';

/** What a dashboard draws of a study as a whole. The database counts; what comes back is as large as the screen. */
export interface Plots {
  readonly bestSoFar: BestSoFar;
  /** Validation error by epoch of the best trials of the search, best first. */
  readonly curves: readonly { readonly trial: number; readonly curve: readonly number[] }[];
  readonly spread: readonly FieldSpread[];
  /** Who trained what lately, newest first. */
  readonly attempts: readonly RecentAttempt[];
}

export interface PlotsRequest {
  readonly curves: number;
  /** The fields whose spread is shown, and how many cells each has. */
  readonly fields: readonly string[];
  readonly columns: number;
  readonly rows: number;
  /** Attempts that ended before are left out. */
  readonly since: Date;
}

const MOST_IMPROVEMENTS = 400;
const MOST_ATTEMPTS = 500;

export async function readPlots(
  reader: Reader,
  { id, spec }: Pick<StudySummary, 'id' | 'spec'>,
  { curves, fields, columns, rows, since }: PlotsRequest,
): Promise<Plots> {
  const axes = Object.entries(spec.space).flatMap(([field, distribution]) =>
    distribution && fields.includes(field) ? axisOf(field, distribution) : [],
  );
  // One after the other: a dashboard has one connection's worth of a large study's time at most.
  const bestSoFar = await readBestSoFar(reader, id, { most: MOST_IMPROVEMENTS });
  const best = await readTrials(reader, id, { phases: ['search'], ranked: true, limit: curves });
  const spread = await readFieldSpread(reader, id, { axes, columns, rows });
  const attempts = await readRecentAttempts(reader, id, { since, limit: MOST_ATTEMPTS });
  return { bestSoFar, curves: best.map(({ number, curve }) => ({ trial: number, curve })), spread, attempts };
}

function axisOf(field: string, distribution: Distribution): SpreadAxis {
  if (distribution.distribution === 'categorical')
    return { field, scale: 'choices', choices: distribution.choices.map(String) };
  const { low, high } = distribution;
  return { field, scale: distribution.distribution === 'log-uniform' ? 'log' : 'linear', low, high };
}
