import { studyNameSchema, trialConfigSchema } from '@ram-sweep/protocol';
import { z } from 'zod';

/** A page number as it is typed into an address; what is none is the first. */
const pageNumber = z.coerce.number().int().min(1).max(1_000_000).catch(1);

/** A word that says yes. */
const flag = z
  .enum(['1', 'true', 'yes'])
  .transform(() => true)
  .catch(false);

const SORTS = ['rank', 'number', 'state', 'error', 'epochs', 'time', 'worker'] as const;
const fields = z.enum(Object.keys(trialConfigSchema.shape) as [string, ...string[]]);

/** What an address says of the page of all studies. */
const studiesParamsSchema = z.object({ page: pageNumber });
export type StudiesParams = Readonly<z.infer<typeof studiesParamsSchema>>;

/** What an address says of the page of one study. Bad values are as if they were left out. */
const studyParamsSchema = z.object({
  /** Name or id. */
  study: z.string().max(100),
  page: pageNumber,
  /** Words that must all hold, as in the dashboard's filter: `state=running error<3%`. */
  q: z.string().max(300).catch(''),
  /** What the leaderboard is sorted by: a column, or a searched field. */
  sort: z.union([z.enum(SORTS), fields]).catch('rank'),
  /** Whether the order is turned round. */
  down: flag,
  /** The number of a trial that is shown in full; null: none. */
  trial: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .nullable()
    .catch(null),
  /** Whether it is shown where the best model looks, for which its checkpoint has to be loaded. */
  glimpses: flag,
});
export type StudyParams = Readonly<z.infer<typeof studyParamsSchema>>;

/** Studies that one page compares: more colours there are not. */
const MOST_COMPARED = 6;

/** What an address says of the page that compares studies. */
const comparisonParamsSchema = z.object({
  studies: z.array(studyNameSchema).transform((names) => [...new Set(names)].slice(0, MOST_COMPARED)),
});
export type ComparisonParams = Readonly<z.infer<typeof comparisonParamsSchema>>;

export const studiesParams = (query: URLSearchParams): StudiesParams =>
  studiesParamsSchema.parse(Object.fromEntries(query));

/** The study is named by the path, the rest by the query. */
export const studyParams = (study: string, query: URLSearchParams): StudyParams =>
  studyParamsSchema.parse({ trial: null, ...Object.fromEntries(query), study: study.slice(0, 100) });

/** `?study=A&study=B`; names that no study can have are left out. */
export const comparisonParams = (query: URLSearchParams): ComparisonParams =>
  comparisonParamsSchema.parse({
    studies: query.getAll('study').filter((name) => studyNameSchema.safeParse(name).success),
  });
