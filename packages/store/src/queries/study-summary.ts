import {
  type SearchStop,
  type StudySpec,
  type StudyState,
  type TrialState,
  trialStates,
} from '@ram-sweep/protocol';
import { asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Queries, Reader } from '../connection/database.js';
import { studies, trials } from '../schema.js';
import { namesStudy, studyColumns, type StudyRow } from '../study.js';

/** A study and how far it is. */
export interface StudySummary {
  readonly id: string;
  readonly name: string;
  readonly spec: StudySpec;
  readonly state: StudyState;
  readonly createdAt: Date;
  /** Trials by state. */
  readonly counts: Readonly<Record<TrialState, number>>;
  readonly trials: number;
  readonly epochsDone: number;
  /** What its trials would come to if each that can go on ran to its end. */
  readonly epochsTotal: number;
  /** What ended the search, and where; null while nothing has. */
  readonly stoppedBy: SearchStop | null;
  readonly firstStartedAt: Date | null;
  readonly lastEventAt: Date | null;
}

/** All studies, newest first. */
export function listStudies(reader: Reader): Promise<StudySummary[]> {
  return reader.query(async (db) => {
    const rows = await newestFirst(db);
    const summaries: StudySummary[] = [];
    for (const row of rows) summaries.push(await summaryOf(db, row));
    return summaries;
  });
}

/** The study of that name or id; without one, the newest study. */
export function findStudySummary(reader: Reader, nameOrId?: string): Promise<StudySummary | null> {
  return reader.query(async (db) => {
    const rows = await newestFirst(db, nameOrId === undefined ? undefined : namesStudy(nameOrId));
    const row = rows.find(({ id }) => id === nameOrId?.toLowerCase()) ?? rows[0];
    return row === undefined ? null : summaryOf(db, row);
  });
}

function newestFirst(db: Queries, condition?: SQL): Promise<StudyRow[]> {
  return db
    .select(studyColumns)
    .from(studies)
    .where(condition)
    .orderBy(desc(studies.createdAt), asc(studies.name));
}

async function summaryOf(db: Queries, row: StudyRow): Promise<StudySummary> {
  const { id, name, spec, state, createdAt, firstStartedAt, lastEventAt, searchStop } = row;
  const progress = await progressByState(db, id);
  const total = (key: 'trials' | 'epochsDone' | 'epochsTotal') =>
    progress.reduce((sum, group) => sum + group[key], 0);
  return {
    id,
    name,
    spec,
    state,
    createdAt,
    stoppedBy: searchStop,
    firstStartedAt,
    lastEventAt,
    counts: Object.fromEntries(
      trialStates.map((each) => [each, progress.find((group) => group.state === each)?.trials ?? 0]),
    ) as Record<TrialState, number>,
    trials: total('trials'),
    epochsDone: total('epochsDone'),
    epochsTotal: total('epochsTotal'),
  };
}

function progressByState(db: Queries, studyId: string) {
  return db
    .select({
      state: trials.state,
      trials: sql<number>`count(*)`.mapWith(Number),
      epochsDone: sql<number>`sum(${trials.epochs})`.mapWith(Number),
      epochsTotal:
        sql<number>`sum(case when ${trials.state} in ('planned', 'waiting', 'running', 'paused') then ${trials.epochsTotal} else ${trials.epochs} end)`.mapWith(
          Number,
        ),
    })
    .from(trials)
    .where(eq(trials.studyId, studyId))
    .groupBy(trials.state);
}
