import { trialPhases, type TrialPhase, type TrialState } from '@ram-sweep/protocol';
import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Queries, Reader } from '../connection/database.js';
import { integers } from '../integers.js';
import { trials } from '../schema.js';
import { completeRows, trialColumns, type TrialColumns, type TrialRow } from './trial-row.js';

/**
 * `rank`: finalists, the search, controls; best first, then those without an epoch. `state`: running, waiting, then the
 * finished.
 */
export type TrialSort = 'rank' | 'number' | 'state';

export interface TrialPage {
  /** `rank` by default. */
  readonly sort?: TrialSort;
  /** Only trials in these states; all by default. */
  readonly states?: readonly TrialState[];
  /** Only trials of these phases; all by default. */
  readonly phases?: readonly TrialPhase[];
  /** Only trials that have a rank, that is, an epoch; all by default. */
  readonly ranked?: boolean;
  /** All by default. */
  readonly limit?: number;
  readonly offset?: number;
}

// Each is the order of an index, which a page reads from its beginning and no further.
const ORDER: Record<TrialSort, PgColumn[]> = {
  rank: [trials.phase, trials.bestValidationError, trials.bestEpoch, trials.number],
  number: [trials.number],
  state: [trials.state, trials.number],
};

/** One page of a study's trials. */
export function readTrials(reader: Reader, studyId: string, options: TrialPage = {}): Promise<TrialRow[]> {
  return reader.query(async (db) => {
    const page = await readPage(db, studyId, options);
    return completeRows(db, studyId, page, await ranksOf(db, studyId, page));
  });
}

function readPage(
  db: Queries,
  studyId: string,
  { sort = 'rank', states, phases, ranked = false, limit, offset = 0 }: TrialPage,
): Promise<TrialColumns[]> {
  const condition = and(
    eq(trials.studyId, studyId),
    states === undefined ? undefined : inArray(trials.state, [...states]),
    phases === undefined ? undefined : inArray(trials.phase, [...phases]),
    ranked ? isNotNull(trials.bestValidationError) : undefined,
  );
  const page = db
    .select(trialColumns)
    .from(trials)
    .where(condition)
    .orderBy(...ORDER[sort].map((column) => asc(column)))
    .offset(offset);
  return limit === undefined ? page : page.limit(limit);
}

/** Ranks of some trials, from one pass over the index of ranks, down to the last of them. */
export async function ranksOf(
  db: Queries,
  studyId: string,
  page: readonly TrialColumns[],
): Promise<Map<number, number>> {
  const last = page
    .filter(({ bestValidationError }) => bestValidationError !== null)
    .toSorted(byRank)
    .at(-1);
  if (last === undefined) return new Map();
  const place = sql.join(ORDER.rank, sql`, `);
  const lastPlace = sql`(${last.phase}::ram_sweep.trial_phase, ${last.bestValidationError}, ${last.bestEpoch}, ${last.number})`;
  const ranked = db
    .select({
      number: trials.number,
      rank: sql<number>`row_number() over (order by ${place})`.mapWith(Number).as('rank'),
    })
    .from(trials)
    .where(
      and(
        eq(trials.studyId, studyId),
        isNotNull(trials.bestValidationError),
        sql`(${place}) <= ${lastPlace}`,
      ),
    )
    .as('ranked');
  const rows = await db
    .select({ number: ranked.number, rank: ranked.rank })
    .from(ranked)
    .where(sql`${ranked.number} = any(${integers(page.map(({ number }) => number))})`);
  return new Map(rows.map(({ number, rank }) => [number, rank]));
}

function byRank(a: TrialColumns, b: TrialColumns): number {
  const difference = (key: 'bestValidationError' | 'bestEpoch' | 'number') => (a[key] ?? 0) - (b[key] ?? 0);
  return (
    trialPhases.indexOf(a.phase) - trialPhases.indexOf(b.phase) ||
    difference('bestValidationError') ||
    difference('bestEpoch') ||
    difference('number')
  );
}
