import type { TrialState } from '@ram-sweep/protocol';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Queries, Reader } from '../database.js';
import { integers } from '../integers.js';
import { trials } from '../schema.js';
import { completeRows, trialColumns, type TrialColumns, type TrialRow } from './trial-row.js';

/** `rank`: best first, then those without an epoch. `state`: running, waiting, then the finished. */
export type TrialSort = 'rank' | 'number' | 'state';

export interface TrialPage {
  /** `rank` by default. */
  readonly sort?: TrialSort;
  /** Only trials in these states; all by default. */
  readonly states?: readonly TrialState[];
  /** All by default. */
  readonly limit?: number;
  readonly offset?: number;
}

// Each is the order of an index, which a page reads from its beginning and no further.
const ORDER: Record<TrialSort, PgColumn[]> = {
  rank: [trials.bestValidationError, trials.bestEpoch, trials.number],
  number: [trials.number],
  state: [trials.state, trials.number],
};

/** One page of a study's trials. */
export function readTrials(reader: Reader, studyId: string, options: TrialPage = {}): Promise<TrialRow[]> {
  return reader.query(async (db) => {
    const page = await readPage(db, studyId, options);
    const counted = ranksByPosition(page, options) ?? (await ranksOf(db, studyId, page));
    return completeRows(db, studyId, page, counted);
  });
}

function readPage(
  db: Queries,
  studyId: string,
  { sort = 'rank', states, limit, offset = 0 }: TrialPage,
): Promise<TrialColumns[]> {
  const condition = and(
    eq(trials.studyId, studyId),
    states === undefined ? undefined : inArray(trials.state, [...states]),
  );
  const page = db
    .select(trialColumns)
    .from(trials)
    .where(condition)
    .orderBy(...ORDER[sort].map((column) => asc(column)))
    .offset(offset);
  return limit === undefined ? page : page.limit(limit);
}

/** On an unfiltered leaderboard the place in the list is the rank. */
function ranksByPosition(
  page: readonly TrialColumns[],
  { sort = 'rank', states, offset = 0 }: TrialPage,
): Map<number, number> | null {
  if (sort !== 'rank' || states !== undefined) return null;
  return new Map(
    page.flatMap((row, index) =>
      row.bestValidationError === null ? [] : [[row.number, offset + index + 1] as const],
    ),
  );
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
  const lastPlace = sql`(${last.bestValidationError}, ${last.bestEpoch}, ${last.number})`;
  const ranked = db
    .select({
      number: trials.number,
      rank: sql<number>`row_number() over (order by ${place})`.mapWith(Number).as('rank'),
    })
    .from(trials)
    .where(and(eq(trials.studyId, studyId), sql`(${place}) <= ${lastPlace}`))
    .as('ranked');
  const rows = await db
    .select({ number: ranked.number, rank: ranked.rank })
    .from(ranked)
    .where(sql`${ranked.number} = any(${integers(page.map(({ number }) => number))})`);
  return new Map(rows.map(({ number, rank }) => [number, rank]));
}

function byRank(a: TrialColumns, b: TrialColumns): number {
  const difference = (key: 'bestValidationError' | 'bestEpoch' | 'number') => (a[key] ?? 0) - (b[key] ?? 0);
  return difference('bestValidationError') || difference('bestEpoch') || difference('number');
}
