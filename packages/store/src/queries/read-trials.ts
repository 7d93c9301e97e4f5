import { trialPhases } from '@ram-sweep/protocol';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Queries, Reader } from '../connection/database.js';
import { integers } from '../integers.js';
import { trials } from '../schema.js';
import { hasRank, matching, ORDER, type TrialFilter, type TrialSort } from './trial-order.js';
import { completeRows, trialColumns, type TrialColumns, type TrialRow } from './trial-row.js';

export interface TrialPage extends TrialFilter {
  /** `rank` by default. */
  readonly sort?: TrialSort;
  /** All by default. */
  readonly limit?: number;
  readonly offset?: number;
}

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
  { sort = 'rank', limit, offset = 0, ...filter }: TrialPage,
): Promise<TrialColumns[]> {
  const page = db
    .select(trialColumns)
    .from(trials)
    .where(matching(studyId, filter))
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
    .filter(({ bestValidationError, phase }) => bestValidationError !== null && phase !== 'surplus')
    .toSorted(byRank)
    .at(-1);
  if (last === undefined) return new Map();
  const place = sql.join([...ORDER.rank], sql`, `);
  const lastPlace = sql`(${last.phase}::ram_sweep.trial_phase, ${last.bestValidationError}, ${last.bestEpoch}, ${last.number})`;
  const ranked = db
    .select({
      number: trials.number,
      rank: sql<number>`row_number() over (order by ${place})`.mapWith(Number).as('rank'),
    })
    .from(trials)
    .where(and(eq(trials.studyId, studyId), hasRank(), sql`(${place}) <= ${lastPlace}`))
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
