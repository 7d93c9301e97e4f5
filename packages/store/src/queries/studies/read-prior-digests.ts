import { sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { studies } from '../../schema.js';

/** An earlier study that one learned from, without the trials that were taken over. */
export interface PriorDigest extends Record<string, unknown> {
  readonly study: string;
  /** SHA-256 in hex of these trials. */
  readonly digest: string;
  /** How many they are. */
  readonly trials: number;
}

/** The earlier studies that a study learned from, in the order in which it names them. */
export async function readPriorDigests(reader: Reader, studyId: string): Promise<PriorDigest[]> {
  const { rows } = await reader.query((db) =>
    db.execute<PriorDigest>(sql`
      select prior ->> 'study' as study, prior ->> 'digest' as digest, json_array_length(prior -> 'trials') as trials
      from ${studies}, json_array_elements(priors) with ordinality as each (prior, place)
      where id = ${studyId} order by place`),
  );
  return rows;
}
