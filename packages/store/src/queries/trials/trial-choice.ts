import type { TrialPhase, TrialState } from '@ram-sweep/protocol';
import { and, eq, inArray, isNotNull, ne, sql, type SQL } from 'drizzle-orm';
import { integers } from '../../integers.js';
import { trials } from '../../schema.js';
import { meets, type TrialFilter } from './trial-filter.js';

/** Which trials of a study; all by default. */
export interface TrialChoice {
  readonly states?: readonly TrialState[];
  readonly phases?: readonly TrialPhase[];
  readonly numbers?: readonly number[];
  /** Only trials that have a rank, that is, an epoch. */
  readonly ranked?: boolean;
  readonly filter?: TrialFilter;
}

/** Matches the trials of a study that are chosen. */
export function chosen(
  studyId: string,
  { states, phases, numbers, ranked = false, filter = [] }: TrialChoice,
): SQL | undefined {
  return and(
    eq(trials.studyId, studyId),
    states === undefined ? undefined : inArray(trials.state, [...states]),
    phases === undefined ? undefined : inArray(trials.phase, [...phases]),
    numbers === undefined ? undefined : sql`${trials.number} = any(${integers(numbers)})`,
    ranked ? isNotNull(trials.bestValidationError) : undefined,
    meets(filter),
  );
}

/** Matches the trials that have a rank: those with an epoch, but for surplus ones, which count for nothing. */
export const hasRank = (): SQL | undefined =>
  and(isNotNull(trials.bestValidationError), ne(trials.phase, 'surplus'));
