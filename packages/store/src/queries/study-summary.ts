import {
  type SearchStop,
  type StudySpec,
  type StudyState,
  type TrialState,
  trialStates,
} from '@ram-sweep/protocol';
import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Queries, Reader } from '../connection/database.js';
import { studies, trials } from '../schema.js';
import { driveColumns, isDriven } from './drive.js';
import { namesStudy, studyColumns, type StudyRow } from '../study.js';

/** A study and how far it is. */
export interface StudySummary {
  readonly id: string;
  readonly name: string;
  readonly spec: StudySpec;
  readonly state: StudyState;
  readonly createdAt: Date;
  /** Trials by state, of those that count: all but surplus ones. */
  readonly counts: Readonly<Record<TrialState, number>>;
  readonly trials: number;
  /** Trials that had started when a budget ended the search before them: they count for nothing. */
  readonly surplus: number;
  readonly epochsDone: number;
  /** What its trials would come to if each that can go on ran to its end. */
  readonly epochsTotal: number;
  /** What ended the search, and where; null while nothing has. */
  readonly stoppedBy: SearchStop | null;
  readonly firstStartedAt: Date | null;
  readonly lastEventAt: Date | null;
  /** Whether a coordinator holds its lock at this moment. One that is being started again does not. */
  readonly hasCoordinator: boolean;
  /** Whether a sweep runs it: it has a coordinator, or showed a sign of life within the last minute. */
  readonly driven: boolean;
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

type SummaryRow = StudyRow & { readonly hasCoordinator: boolean; readonly silentSeconds: number };

function newestFirst(db: Queries, condition?: SQL): Promise<SummaryRow[]> {
  return db
    .select({ ...studyColumns, ...driveColumns })
    .from(studies)
    .where(condition)
    .orderBy(desc(studies.createdAt), asc(studies.name));
}

async function summaryOf(db: Queries, row: SummaryRow): Promise<StudySummary> {
  const { id, name, spec, state, createdAt, firstStartedAt, lastEventAt, searchStop } = row;
  const all = await progressByState(db, id);
  const surplus = searchStop === null ? [] : await progressByState(db, id, 'surplus');
  const progress = all.map((group) => without(group, surplus));
  return {
    id,
    name,
    spec,
    state,
    createdAt,
    stoppedBy: searchStop,
    firstStartedAt,
    lastEventAt,
    hasCoordinator: row.hasCoordinator,
    driven: isDriven(row),
    surplus: total(surplus, 'trials'),
    counts: Object.fromEntries(
      trialStates.map((each) => [each, progress.find((group) => group.state === each)?.trials ?? 0]),
    ) as Record<TrialState, number>,
    trials: total(progress, 'trials'),
    epochsDone: total(progress, 'epochsDone'),
    epochsTotal: total(progress, 'epochsTotal'),
  };
}

interface Progress {
  readonly state: TrialState;
  readonly trials: number;
  readonly epochsDone: number;
  readonly epochsTotal: number;
}

const total = (progress: readonly Progress[], key: 'trials' | 'epochsDone' | 'epochsTotal'): number =>
  progress.reduce((sum, group) => sum + group[key], 0);

/** Surplus trials are few, and found by their phase: that of all trials is not in the index that counts them. */
function without(group: Progress, surplus: readonly Progress[]): Progress {
  const less = surplus.filter(({ state }) => state === group.state);
  return {
    state: group.state,
    trials: group.trials - total(less, 'trials'),
    epochsDone: group.epochsDone - total(less, 'epochsDone'),
    epochsTotal: group.epochsTotal - total(less, 'epochsTotal'),
  };
}

function progressByState(
  db: Queries,
  studyId: string,
  phase?: (typeof trials.$inferSelect)['phase'],
): Promise<Progress[]> {
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
    .where(and(eq(trials.studyId, studyId), phase === undefined ? undefined : eq(trials.phase, phase)))
    .groupBy(trials.state);
}
