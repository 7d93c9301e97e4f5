import { trialPhases } from '@ram-sweep/protocol';
import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Queries, Reader } from '../../connection/database.js';
import { integers } from '../../integers.js';
import { trials } from '../../schema.js';
import { chosen, hasRank, type TrialChoice } from './trial-choice.js';
import { trialOrder, type TrialSort } from './trial-order.js';
import { completeRows, trialColumns, type TrialColumns, type TrialRow } from './trial-row.js';

export interface TrialPage extends TrialChoice {
  /** `rank` by default. */
  readonly sort?: TrialSort;
  /** Default: false. */
  readonly reverse?: boolean;
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

/** How many there are. */
export function countTrials(reader: Reader, studyId: string, choice: TrialChoice): Promise<number> {
  return reader.query((db) => db.$count(trials, chosen(studyId, choice)));
}

/**
 * The position of a trial in pages of that order, from 0; null where it is not among them. It reads all of them: ask
 * only where the page at hand does not tell.
 */
export function trialPosition(
  reader: Reader,
  studyId: string,
  number: number,
  { sort = 'rank', reverse = false, ...choice }: Omit<TrialPage, 'limit' | 'offset'> = {},
): Promise<number | null> {
  return reader.query(async (db) => {
    const order = sql.join(trialOrder(sort, reverse), sql`, `);
    const placed = db
      .select({
        number: trials.number,
        position: sql<number>`row_number() over (order by ${order}) - 1`.mapWith(Number).as('position'),
      })
      .from(trials)
      .where(chosen(studyId, choice))
      .as('placed');
    const [row] = await db.select().from(placed).where(eq(placed.number, number));
    return row?.position ?? null;
  });
}

function readPage(
  db: Queries,
  studyId: string,
  { sort = 'rank', reverse = false, limit, offset = 0, ...choice }: TrialPage,
): Promise<TrialColumns[]> {
  const order = trialOrder(sort, reverse);
  if (offset > 0 && limit !== undefined)
    return readFurtherPage(db, studyId, { choice, order, limit, offset });
  const page = db
    .select(trialColumns)
    .from(trials)
    .where(chosen(studyId, choice))
    .orderBy(...order)
    .offset(offset);
  return limit === undefined ? page : page.limit(limit);
}

/** What is skipped is counted off an index where the order has one, and only the rows of the page are read whole. */
function readFurtherPage(
  db: Queries,
  studyId: string,
  { choice, order, limit, offset }: { choice: TrialChoice; order: SQL[]; limit: number; offset: number },
): Promise<TrialColumns[]> {
  const page = db
    .select({ number: sql<number>`${trials.number}`.as('on_page') })
    .from(trials)
    .where(chosen(studyId, choice))
    .orderBy(...order)
    .limit(limit)
    .offset(offset)
    .as('page');
  return db
    .select(trialColumns)
    .from(trials)
    .innerJoin(page, eq(trials.number, page.number))
    .where(eq(trials.studyId, studyId))
    .orderBy(...order);
}

const rankPlace = sql`${trials.phase}, ${trials.bestValidationError}, ${trials.bestEpoch}, ${trials.number}`;

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
  const lastPlace = sql`(${last.phase}::ram_sweep.trial_phase, ${last.bestValidationError}, ${last.bestEpoch}, ${last.number})`;
  const ranked = db
    .select({
      number: trials.number,
      rank: sql<number>`row_number() over (order by ${rankPlace})`.mapWith(Number).as('rank'),
    })
    .from(trials)
    .where(and(eq(trials.studyId, studyId), hasRank(), sql`(${rankPlace}) <= ${lastPlace}`))
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
