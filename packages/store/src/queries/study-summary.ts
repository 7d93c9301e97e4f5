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
}

const NEWEST_FIRST = [desc(studies.createdAt), asc(studies.name)];

/** All studies, newest first, one at a time. One that is deleted meanwhile is left out. */
export async function* listStudies(reader: Reader): AsyncGenerator<StudySummary> {
  const ids = await reader.query((db) =>
    db
      .select({ id: studies.id })
      .from(studies)
      .orderBy(...NEWEST_FIRST),
  );
  for (const { id } of ids) {
    const summary = await reader.query(async (db) => {
      const [row] = await db.select(studyColumns).from(studies).where(eq(studies.id, id));
      return row && summaryOf(db, row);
    });
    if (summary) yield summary;
  }
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
  return (
    db
      .select(studyColumns)
      .from(studies)
      .where(condition)
      .orderBy(...NEWEST_FIRST)
      // One of that id, and one of that name.
      .limit(2)
  );
}

async function summaryOf(db: Queries, row: StudyRow): Promise<StudySummary> {
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
