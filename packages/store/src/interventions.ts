import { sql } from 'drizzle-orm';
import type { Queries } from './connection/database.js';
import { interventions, type InterventionKind, trials } from './schema.js';
import { storableText } from './storable-text.js';

/** Something that a person does to a search that is under way. */
export interface Intervention {
  readonly kind: InterventionKind;
  /**
   * The first other trial of the search, by its place, that it can make a difference to. Null where it concerns none:
   * finalists and controls come behind all of the search.
   */
  readonly fromIndex: number | null;
  readonly message: string;
}

/** Writes interventions down, in their order. The study's row must be locked: see appendActivity. */
export async function appendInterventions(
  db: Queries,
  studyId: string,
  added: readonly Intervention[],
): Promise<void> {
  for (const { kind, fromIndex, message } of added)
    await db.execute(sql`
      insert into ${interventions} (study_id, number, kind, from_index, message)
      select ${studyId}::uuid, coalesce((select max(number) + 1 from ${interventions} where study_id = ${studyId}), 0),
        ${kind}::text, coalesce(${fromIndex}::integer, (
          select coalesce(max(search_index), -1) + 1 from ${trials} where study_id = ${studyId})),
        ${storableText(message)}::text`);
}

/** What the cancellation of a trial is; `searchIndex` is null for a finalist or control. */
export const cancellation = (trial: number, searchIndex: number | null): Intervention => ({
  kind: 'cancelled',
  fromIndex: searchIndex === null ? null : searchIndex + 1,
  message: `trial ${trial} cancelled`,
});

/** Trials that a message names. */
const MOST_NAMED = 10;

/** `trial 7`, `trials 3, 5`, or with many of them `trials 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 12 more`. */
export function namedTrials(numbers: readonly number[]): string {
  const named = numbers.slice(0, MOST_NAMED).join(', ');
  const more = numbers.length - MOST_NAMED;
  return `${numbers.length === 1 ? 'trial' : 'trials'} ${named}${more > 0 ? ` and ${more} more` : ''}`;
}
