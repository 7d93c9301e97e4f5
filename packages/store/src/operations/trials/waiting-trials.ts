import type { TrialConfig } from '@ram-sweep/protocol';
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { integers } from '../../integers.js';
import { trials } from '../../schema.js';

export interface WaitingTrial {
  readonly number: number;
  readonly config: TrialConfig;
}

interface Choice {
  readonly except?: readonly number[];
  readonly limit: number;
}

/**
 * Trials that wait for a worker, without those of `except`, in the order in which they are to be trained. Promoted
 * trials and those that have not come to a rung take turns, a promoted one first: so good configs are trained to their
 * end early, and the search moves on all the same. Of the promoted, those first that may train the furthest; then, in
 * both, those with the most attempts, which were interrupted; then by number.
 */
export async function waitingTrials(
  store: Reader,
  studyId: string,
  { except = [], limit }: Choice,
): Promise<WaitingTrial[]> {
  const [promoted, fresh] = await Promise.all(
    [true, false].map((isPromoted) => waiting(store, studyId, isPromoted, { except, limit })),
  );
  return inTurns(promoted!, fresh!).slice(0, limit);
}

function waiting(
  store: Reader,
  studyId: string,
  isPromoted: boolean,
  { except = [], limit }: Choice,
): Promise<WaitingTrial[]> {
  const chosen = and(
    eq(trials.studyId, studyId),
    eq(trials.state, 'waiting'),
    eq(trials.promoted, isPromoted),
    without(except),
  );
  // Without a grant it trains to its end. Nulls are first in a descending order.
  const furthest = isPromoted ? [desc(trials.grantedEpochs)] : [];
  return store.query((db) =>
    db
      .select({ number: trials.number, config: trials.config })
      .from(trials)
      .where(chosen)
      .orderBy(...furthest, desc(trials.attempt), asc(trials.number))
      .limit(limit),
  );
}

const without = (numbers: readonly number[]) =>
  numbers.length === 0 ? undefined : sql`${trials.number} <> all(${integers(numbers)})`;

/** The first of one, the first of the other, the second of one, and so on; then what is left of the longer. */
function inTurns<T>(one: readonly T[], other: readonly T[]): T[] {
  const rounds = Math.max(one.length, other.length);
  return Array.from({ length: rounds }, (_, round) => [
    ...one.slice(round, round + 1),
    ...other.slice(round, round + 1),
  ]).flat();
}
