import { and, eq, sql } from 'drizzle-orm';
import type { Queries, Reader } from '../../connection/database.js';
import { integers } from '../../integers.js';
import { trials } from '../../schema.js';
import { readTrials } from './read-trials.js';
import { completeRows, trialColumns, type TrialColumns, type TrialRow } from './trial-row.js';
import type { TrialChoice } from './trial-choice.js';
import type { TrialSort } from './trial-order.js';
import { readOrder } from './read-order.js';

/** Trials that are read at a time, and the epochs of their curves together; a single trial may have more. */
const TRIALS_AT_ONCE = 500;
const EPOCHS_AT_ONCE = 100_000;

/**
 * All trials of a study that are chosen, some hundreds at a time, so that a million need no more memory than
 * a thousand. Order and ranks are those of the moment when it began; each row is as it is when its page is read.
 */
export async function* trialPages(
  reader: Reader,
  studyId: string,
  options: TrialChoice & { readonly sort?: TrialSort; readonly limit?: number } = {},
): AsyncGenerator<TrialRow[]> {
  const { limit, ...asked } = options;
  if (limit !== undefined && limit <= TRIALS_AT_ONCE) {
    yield await readTrials(reader, studyId, options);
    return;
  }
  const { numbers, ranks } = await reader.query((db) => readOrder(db, studyId, asked));
  const all = numbers.subarray(0, limit);
  for (let from = 0; from < all.length; from += TRIALS_AT_ONCE) {
    const page = [...all.subarray(from, from + TRIALS_AT_ONCE)];
    const columns = await reader.query((db) => readNumbered(db, studyId, page));
    for (const part of inParts(columns))
      yield await reader.query((db) =>
        completeRows(db, studyId, part, new Map(part.map(({ number }) => [number, ranks[number] || null]))),
      );
  }
}

/** Those of the trials that are still there, in the order of their numbers' list. */
async function readNumbered(
  db: Queries,
  studyId: string,
  numbers: readonly number[],
): Promise<TrialColumns[]> {
  const rows = await db
    .select(trialColumns)
    .from(trials)
    .where(and(eq(trials.studyId, studyId), sql`${trials.number} = any(${integers(numbers)})`));
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  return numbers.flatMap((number) => byNumber.get(number) ?? []);
}

function* inParts(rows: readonly TrialColumns[]): Generator<TrialColumns[]> {
  let part: TrialColumns[] = [];
  let epochs = 0;
  for (const row of rows) {
    if (part.length > 0 && epochs + row.epochs > EPOCHS_AT_ONCE) {
      yield part;
      [part, epochs] = [[], 0];
    }
    part.push(row);
    epochs += row.epochs;
  }
  if (part.length > 0) yield part;
}
