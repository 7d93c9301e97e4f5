import { sql, type SQL } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { trials } from '../../schema.js';

/** How the values of a field lie along an axis. */
export type SpreadAxis =
  | {
      readonly field: string;
      readonly scale: 'linear' | 'log';
      /** The field's bounds; those of a log axis are above 0. */
      readonly low: number;
      readonly high: number;
    }
  | { readonly field: string; readonly scale: 'choices'; readonly choices: readonly string[] };

/** How many trials of a search lie where, by a field's value and their validation error. */
export interface FieldSpread {
  readonly field: string;
  /** Cells that have trials: columns from the axis' low end, rows from the smallest error, both from 0. */
  readonly cells: readonly { readonly column: number; readonly row: number; readonly trials: number }[];
}

/** Which trials are counted, and into how many cells. */
export interface SpreadRequest {
  readonly axes: readonly SpreadAxis[];
  readonly columns: number;
  readonly rows: number;
  /** Where the rows begin and end, as shares above 0; by default at the smallest and the largest error. */
  readonly errors?: { readonly low: number; readonly high: number };
  /** Counts one in `every` trials of the search (1 by default: all): a large study has enough of them. */
  readonly every?: number;
}

interface Row extends Record<string, unknown> {
  readonly field: string;
  readonly column: number;
  readonly row: number;
  readonly trials: number;
}

/** An error of 0 has no place on a log axis: it lies with that of one image in ten thousand. */
const SMALLEST_ERROR = 1e-4;

/**
 * The trials of a search by the values of some fields (`columns` wide) and by validation error on a log scale (`rows`
 * high, from the smallest error to the largest), counted by the database: no more rows than there are cells come back.
 */
export async function readFieldSpread(
  reader: Reader,
  studyId: string,
  { axes, columns, rows: height, errors, every = 1 }: SpreadRequest,
): Promise<FieldSpread[]> {
  if (axes.length === 0) return [];
  const values = axes.map((axis) => sql`(${axis.field}::text, ${shareOf(axis)})`);
  const { rows } = await reader.query((db) =>
    db.execute<Row>(sql`
      with scored as materialized (
        select ${sql.join([sql`drawn.*`, ...axes.flatMap(presenceOf)], sql`, `)},
          ln(greatest(best_validation_error, ${SMALLEST_ERROR}::float8)) as error
        from ${every > 1 ? chosenEvenly(studyId, every) : trials}
          cross join lateral json_to_record(params) as drawn (${sql.join(axes.map(textOf), sql`, `)})
        where study_id = ${studyId} and phase = 'search' and best_validation_error is not null
      ),
      bounds as (${boundsOf(errors)})
      select field,
        least(${columns}::int - 1, greatest(0, floor(share * ${columns}::int)))::int as column,
        least(${height}::int - 1, greatest(0, coalesce(floor((error - low) / span * ${height}::int), 0)))::int as row,
        count(*)::int as trials
      from scored cross join bounds
        cross join lateral (values ${sql.join(values, sql`, `)}) as spread (field, share)
      where share is not null
      group by 1, 2, 3`),
  );
  return axes.map(({ field }) => ({
    field,
    cells: rows
      .filter((row) => row.field === field)
      .map(({ column, row, trials: count }) => ({ column, row, trials: count })),
  }));
}

/**
 * One in so many places of the search. With its limit each is found by the index of places, whatever Postgres knows of
 * a table that has just been filled.
 */
function chosenEvenly(studyId: string, every: number): SQL {
  const last = sql`(select max(search_index) from ${trials} where study_id = ${studyId} and search_index is not null)`;
  return sql`generate_series(0, ${last}, ${every}::int) as chosen (place) cross join lateral (
    select * from ${trials} where study_id = ${studyId} and search_index = chosen.place limit 1
  ) as trials`;
}

function boundsOf(errors: SpreadRequest['errors']): SQL {
  if (errors === undefined)
    return sql`select min(error) as low, nullif(max(error) - min(error), 0) as span from scored`;
  const [low, high] = [errors.low, errors.high].map((error) => Math.log(Math.max(error, SMALLEST_ERROR)));
  return sql`select ${low}::float8 as low, nullif(${high}::float8 - ${low}::float8, 0) as span`;
}

/** All fields are taken from the JSON at once: it is read from its beginning each time that something is. */
const textOf = ({ field }: SpreadAxis): SQL => sql`${sql.identifier(field)} text`;

const isNullable = (axis: SpreadAxis): boolean => axis.scale === 'choices' && axis.choices.includes('null');

const presenceName = (field: string): SQL => sql`${sql.identifier(`${field} is there`)}`;

/** Tells a `null` that was chosen from a field that was not drawn. */
const presenceOf = (axis: SpreadAxis): SQL[] =>
  isNullable(axis) ? [sql`params -> ${axis.field}::text is not null as ${presenceName(axis.field)}`] : [];

/** Where along the axis a trial lies, in [0, 1]; null where the field was not drawn. */
function shareOf(axis: SpreadAxis): SQL {
  if (axis.scale === 'choices') {
    const place = sql`(array_position(${sql.param([...axis.choices])}::text[], ${choiceOf(axis)}) - 0.5)`;
    return sql`${place} / ${axis.choices.length}::float8`;
  }
  const number = sql`scored.${sql.identifier(axis.field)}::float8`;
  if (axis.high <= axis.low) return sql`case when ${number} is not null then 0.5::float8 end`;
  if (axis.scale === 'linear')
    return sql`(${number} - ${axis.low}::float8) / ${axis.high - axis.low}::float8`;
  return sql`(ln(nullif(greatest(${number}, 0), 0)) - ${Math.log(axis.low)}::float8) / ${Math.log(axis.high / axis.low)}::float8`;
}

/** As text; `null` is a choice of its own where it is one, and not that of a field that was not drawn. */
function choiceOf(axis: SpreadAxis): SQL {
  const text = sql`scored.${sql.identifier(axis.field)}`;
  if (!isNullable(axis)) return text;
  return sql`case when scored.${presenceName(axis.field)} then coalesce(${text}, 'null') end`;
}
