import { sql, type SQL } from 'drizzle-orm';
import { trials } from '../../schema.js';
import { tries } from './tries.js';

/**
 * `rank`: finalists, the search, controls; best first, then those without an epoch. `state`: running, waiting, then the
 * finished. The others go by one column, `{ field }` by a searched field; trials without a value come last either way.
 */
export type TrialSort =
  'rank' | 'number' | 'state' | 'error' | 'epochs' | 'try' | 'time' | 'worker' | { readonly field: string };

const COLUMNS = {
  // Each of these three is the order of an index, which a page reads from its beginning and no further.
  rank: [sql`${trials.phase}`, sql`${trials.bestValidationError}`, sql`${trials.bestEpoch}`],
  number: [],
  state: [sql`${trials.state}`],
  error: [sql`${trials.bestValidationError}`],
  epochs: [sql`${trials.epochs}`],
  try: [tries],
  time: [sql`${trials.trainSeconds}`],
  worker: [sql`${trials.worker}`],
} satisfies Record<Exclude<TrialSort, object>, SQL[]>;

/** What a query orders trials by. */
export function trialOrder(sort: TrialSort, reverse: boolean): SQL[] {
  const columns = typeof sort === 'string' ? COLUMNS[sort] : byField(sort.field);
  // Backwards through an index, where nothing in it is null.
  const backwards = sort === 'number' || sort === 'state' ? sql`desc` : sql`desc nulls last`;
  return [...columns, sql`${trials.number}`].map((column) =>
    reverse ? sql`${column} ${backwards}` : sql`${column} asc`,
  );
}

/** Numbers by size, before words by letter. */
function byField(field: string): SQL[] {
  const text = sql`${trials.params} ->> ${field}::text`;
  const isNumber = sql`json_typeof(${trials.params} -> ${field}::text) = 'number'`;
  return [sql`case when ${isNumber} then (${text})::float8 end`, sql`${text}`];
}
