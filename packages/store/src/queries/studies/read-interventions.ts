import { asc, eq } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { interventions, type InterventionKind } from '../../schema.js';

/** Something that a person changed about a search that was under way. */
export interface InterventionRow {
  readonly at: Date;
  readonly kind: InterventionKind;
  /** The first other trial of the search, by its place, that it can make a difference to. */
  readonly fromIndex: number;
  /** For people, such as `trial 7 cancelled`. */
  readonly message: string;
}

/** The interventions in a study, oldest first. */
export function readInterventions(reader: Reader, studyId: string): Promise<InterventionRow[]> {
  return reader.query((db) =>
    db
      .select({
        at: interventions.at,
        kind: interventions.kind,
        fromIndex: interventions.fromIndex,
        message: interventions.message,
      })
      .from(interventions)
      .where(eq(interventions.studyId, studyId))
      .orderBy(asc(interventions.number)),
  );
}
