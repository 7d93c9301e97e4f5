import {
  isUnfinished,
  type SearchStop,
  type StudySpec,
  type StudyState,
  type TrialPhase,
  type TrialState,
  trialStates,
  unfinishedStates,
} from '@ram-sweep/protocol';
import { and, asc, desc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Queries, Reader } from '../../connection/database.js';
import { studies, trials } from '../../schema.js';
import { driveColumns, isDriven } from './drive.js';
import { namesStudy, studyColumns, type StudyRow } from '../../study.js';

/** How far the trials of one phase are. */
export interface PhaseProgress {
  readonly trials: number;
  /**
   * Those that are complete, pruned, failed or cancelled. In a search with rungs also those that were promoted and
   * train on: they have been judged, and one that was pruned and is promoted after all does not leave the count again.
   */
  readonly over: number;
  readonly running: number;
  readonly epochsDone: number;
  /** What they would come to if each that can continue ran to its end. */
  readonly epochsTotal: number;
}

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
  /** What its trials would come to if each that can continue ran to its end. */
  readonly epochsTotal: number;
  /** The same by phase, of the trials that are there; finalists and controls are added after the search. */
  readonly phases: Readonly<Record<CountedPhase, PhaseProgress>>;
  /** Wall-clock seconds that the study was driven, without pauses and stops; up to some 5 s behind. */
  readonly drivenSeconds: number;
  /** What ended the search, and where; null while nothing has. */
  readonly stoppedBy: SearchStop | null;
  readonly firstStartedAt: Date | null;
  readonly lastEventAt: Date | null;
  /** Whether a coordinator holds its lock at this moment. One that is being started again does not. */
  readonly hasCoordinator: boolean;
  /** Whether a sweep runs it: it has a coordinator, or showed a sign of life within the last minute. */
  readonly driven: boolean;
}

type CountedPhase = Exclude<TrialPhase, 'surplus'>;

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
      const [row] = await db
        .select({ ...studyColumns, ...driveColumns })
        .from(studies)
        .where(eq(studies.id, id));
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

type SummaryRow = StudyRow & { readonly hasCoordinator: boolean; readonly silentSeconds: number };

function newestFirst(db: Queries, condition?: SQL): Promise<SummaryRow[]> {
  return (
    db
      .select({ ...studyColumns, ...driveColumns })
      .from(studies)
      .where(condition)
      .orderBy(...NEWEST_FIRST)
      // One of that id, and one of that name.
      .limit(2)
  );
}

async function summaryOf(db: Queries, row: SummaryRow): Promise<StudySummary> {
  const { id, name, spec, state, createdAt, firstStartedAt, lastEventAt, searchStop, drivenSeconds } = row;
  const counted = await countTrials(db, row);
  const all = counted.filter(({ part }) => part === 'all');
  const others = counted.filter(({ part }) => part !== 'all' && part !== 'promoted');
  const surplus = inPart(others, 'surplus');
  const progress = all.map((group) => without(group, surplus));
  const search = sumOf(all.map((group) => without(group, others)));
  return {
    id,
    name,
    spec,
    state,
    createdAt,
    stoppedBy: searchStop,
    firstStartedAt,
    lastEventAt,
    drivenSeconds,
    hasCoordinator: row.hasCoordinator,
    driven: isDriven(row),
    surplus: total(surplus, 'trials'),
    counts: Object.fromEntries(
      trialStates.map((each) => [each, progress.find((group) => group.state === each)?.trials ?? 0]),
    ) as Record<TrialState, number>,
    trials: total(progress, 'trials'),
    epochsDone: total(progress, 'epochsDone'),
    epochsTotal: total(progress, 'epochsTotal'),
    phases: {
      search: { ...search, over: search.over + total(inPart(counted, 'promoted'), 'trials') },
      finalist: sumOf(inPart(others, 'finalist')),
      control: sumOf(inPart(others, 'control')),
    },
  };
}

interface Progress {
  readonly state: TrialState;
  readonly trials: number;
  readonly epochsDone: number;
  readonly epochsTotal: number;
}

/** What is counted: all trials, those of a phase that is not the search, or those of the search that train on. */
type Part = 'all' | 'promoted' | Exclude<TrialPhase, 'search'>;

interface PartProgress extends Progress {
  readonly part: Part;
}

const inPart = (groups: readonly PartProgress[], part: Part): PartProgress[] =>
  groups.filter((group) => group.part === part);

const sumOf = (groups: readonly Progress[]): PhaseProgress => ({
  trials: total(groups, 'trials'),
  over: total(
    groups.filter(({ state }) => !isUnfinished(state)),
    'trials',
  ),
  running: total(
    groups.filter(({ state }) => state === 'running'),
    'trials',
  ),
  epochsDone: total(groups, 'epochsDone'),
  epochsTotal: total(groups, 'epochsTotal'),
});

const total = (progress: readonly Progress[], key: 'trials' | 'epochsDone' | 'epochsTotal'): number =>
  progress.reduce((sum, group) => sum + group[key], 0);

/** Trials of other phases than the search are few, and found by phase, which the index that counts all trials lacks. */
function without(group: Progress, others: readonly Progress[]): Progress {
  const less = others.filter(({ state }) => state === group.state);
  return {
    state: group.state,
    trials: group.trials - total(less, 'trials'),
    epochsDone: group.epochsDone - total(less, 'epochsDone'),
    epochsTotal: group.epochsTotal - total(less, 'epochsTotal'),
  };
}

const progressColumns = {
  state: trials.state,
  trials: sql<number>`count(*)`.mapWith(Number),
  epochsDone: sql<number>`sum(${trials.epochs})`.mapWith(Number),
  epochsTotal:
    sql<number>`sum(case when ${trials.state} in ('planned', 'waiting', 'running', 'paused') then ${trials.epochsTotal} else ${trials.epochs} end)`.mapWith(
      Number,
    ),
};

/**
 * One statement, so that all parts are of one moment: a finalist whose state changed in between would be taken off the
 * wrong state, and the search seem to step back.
 */
function countTrials(db: Queries, { id, spec }: SummaryRow): Promise<PartProgress[]> {
  const all = partOf(db, sql`'all'`, eq(trials.studyId, id)).groupBy(trials.state);
  const others = partOf(
    db,
    sql`${trials.phase}::text`,
    and(eq(trials.studyId, id), inArray(trials.phase, ['finalist', 'control', 'surplus'])),
  ).groupBy(trials.phase, trials.state);
  const both = all.unionAll(others);
  return hasRungs(spec) ? both.unionAll(promotedPart(db, id)).execute() : both.execute();
}

const partOf = (db: Queries, part: SQL, condition: SQL | undefined) =>
  db
    .select({ part: sql<Part>`${part}`, ...progressColumns })
    .from(trials)
    .where(condition);

const hasRungs = ({ pruner }: StudySpec): boolean => pruner.name === 'asha' || pruner.name === 'hyperband';

/** Trials of the search that were promoted at a rung and are not over. The index of the queue finds them. */
const promotedPart = (db: Queries, studyId: string) =>
  partOf(
    db,
    sql`'promoted'`,
    and(
      eq(trials.studyId, studyId),
      inArray(trials.state, [...unfinishedStates]),
      eq(trials.promoted, true),
      eq(trials.phase, 'search'),
    ),
  ).groupBy(trials.state);
