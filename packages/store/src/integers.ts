import { sql, type SQL } from 'drizzle-orm';

/**
 * Any number of integers as one parameter, for `= any(…)` and `unnest(…)`. Events and commands may name any
 * integer, also what no column can hold: bigint compares with a column of integers all the same.
 */
export const integers = (values: readonly number[]): SQL => sql`${sql.param([...values])}::bigint[]`;
