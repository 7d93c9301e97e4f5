import type { TrialPhase, TrialState } from '@ram-sweep/protocol';
import { and, eq, inArray, isNotNull, ne, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Queries } from '../connection/database.js';
import { trials } from '../schema.js';

/**
 * `rank`: finalists, the search, controls; best first, then those without an epoch. `state`: running, waiting, then the
 * finished.
 */
export type TrialSort = 'rank' | 'number' | 'state';

/** Which trials of a study are wanted. */
export interface TrialFilter {
  /** Only trials in these states; all by default. */
  readonly states?: readonly TrialState[];
  /** Only trials of these phases; all by default. */
  readonly phases?: readonly TrialPhase[];
  /** Only trials that have an epoch; all by default. */
  readonly ranked?: boolean;
}

// Each is the order of an index, which a page reads from its beginning and no further.
export const ORDER: Readonly<Record<TrialSort, readonly PgColumn[]>> = {
  rank: [trials.phase, trials.bestValidationError, trials.bestEpoch, trials.number],
  number: [trials.number],
  state: [trials.state, trials.number],
};

/** Matches the trials of a study that a filter lets through. */
export const matching = (studyId: string, { states, phases, ranked = false }: TrialFilter): SQL | undefined =>
  and(
    eq(trials.studyId, studyId),
    states === undefined ? undefined : inArray(trials.state, [...states]),
    phases === undefined ? undefined : inArray(trials.phase, [...phases]),
    ranked ? isNotNull(trials.bestValidationError) : undefined,
  );

/** Matches the trials that have a rank: those with an epoch, but for surplus ones, which count for nothing. */
export const hasRank = (): SQL | undefined =>
  and(isNotNull(trials.bestValidationError), ne(trials.phase, 'surplus'));

/** Which trials a listing shows, in which order, and the ranks of all; four bytes a trial each. */
export interface TrialOrder {
  readonly numbers: Int32Array;
  /** Ranks by trial number, 0 for none. */
  readonly ranks: Int32Array;
}

/** Reads the order of a study's trials in one statement: each of them is in it once, however they move meanwhile. */
export async function trialOrder(
  db: Queries,
  studyId: string,
  { sort = 'rank', ...filter }: TrialFilter & { readonly sort?: TrialSort },
): Promise<TrialOrder> {
  const [row] = await db
    .select({
      chosen: numbersIn(ORDER[sort], matching(studyId, filter)),
      ranked: numbersIn(ORDER.rank, hasRank()),
    })
    .from(trials)
    .where(eq(trials.studyId, studyId));
  return { numbers: integersOf(row?.chosen), ranks: ranksByNumber(integersOf(row?.ranked)) };
}

/** As bytes: an array of a million numbers would come as text, and each of them as an object. */
function numbersIn(order: readonly PgColumn[], condition: SQL | undefined): SQL<Buffer | null> {
  return sql`string_agg(int4send(${trials.number}), ''::bytea order by ${sql.join([...order], sql`, `)}) filter (where ${condition})`;
}

/** Postgres sends the first byte of a number first. */
function integersOf(bytes: Buffer | null | undefined): Int32Array {
  const numbers = new Int32Array((bytes?.length ?? 0) / 4);
  for (let place = 0; place < numbers.length; place += 1) numbers[place] = bytes!.readInt32BE(4 * place);
  return numbers;
}

function ranksByNumber(ranked: Int32Array): Int32Array {
  const ranks = new Int32Array(ranked.reduce((most, number) => Math.max(most, number), -1) + 1);
  ranked.forEach((number, place) => {
    ranks[number] = place + 1;
  });
  return ranks;
}
