import { eq, sql, type SQL } from 'drizzle-orm';
import type { Queries } from '../../connection/database.js';
import { trials } from '../../schema.js';
import { chosen, hasRank, type TrialChoice } from './trial-choice.js';
import { trialOrder, type TrialSort } from './trial-order.js';

/** Which trials a listing shows, in which order, and the ranks of all; four bytes a trial each. */
export interface TrialOrder {
  readonly numbers: Int32Array;
  /** Ranks by trial number, 0 for none. */
  readonly ranks: Int32Array;
}

/** Reads the order of a study's trials in one statement: each of them is in it once, however they move meanwhile. */
export async function readOrder(
  db: Queries,
  studyId: string,
  { sort = 'rank', ...choice }: TrialChoice & { readonly sort?: TrialSort },
): Promise<TrialOrder> {
  const [row] = await db
    .select({
      chosen: numbersIn(trialOrder(sort, false), chosen(studyId, choice)),
      ranked: numbersIn(trialOrder('rank', false), hasRank()),
    })
    .from(trials)
    .where(eq(trials.studyId, studyId));
  return { numbers: integersOf(row?.chosen), ranks: ranksByNumber(integersOf(row?.ranked)) };
}

/** As bytes: an array of a million numbers would come as text, and each of them as an object. */
function numbersIn(order: SQL[], condition: SQL | undefined): SQL<Buffer | null> {
  return sql`string_agg(int4send(${trials.number}), ''::bytea order by ${sql.join(order, sql`, `)}) filter (where ${condition})`;
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
