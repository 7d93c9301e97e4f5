import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { studies, trials } from '../../schema.js';
import { driveColumns, isDriven } from './drive.js';

/** Trials that workers are needed for now. */
export interface Demand {
  readonly running: number;
  /** Waiting trials that a worker would get if it asked now. */
  readonly claimable: number;
}

/**
 * Trials stay `running` in the tables while a coordinator is started again or moves to another machine, and their
 * workers train on. After so long without a sign of life nothing is left to train.
 */
const FORSAKEN_SECONDS = 600;

const count = (state: 'running' | 'waiting') =>
  sql<number>`(select count(*) from ${trials} where study_id = studies.id and state = ${state})`.mapWith(
    Number,
  );

/**
 * What the study of that name needs, or all of them together; null if there is no such study. Planned and paused trials
 * are not needed yet, nor are waiting ones of a study that is paused, stopped or without a coordinator.
 */
export function readDemand(reader: Reader, name?: string): Promise<Demand | null> {
  const isNamed = name === undefined ? undefined : eq(studies.name, name);
  return reader.query(async (db) => {
    const rows = await db
      .select({ state: studies.state, ...driveColumns, running: count('running'), waiting: count('waiting') })
      .from(studies)
      .where(and(inArray(studies.state, ['active', 'paused']), isNamed));
    if (rows.length === 0 && isNamed !== undefined && (await db.$count(studies, isNamed)) === 0) return null;
    return sumOf(rows);
  });
}

interface StudyDemand {
  readonly state: string;
  readonly hasCoordinator: boolean;
  readonly silentSeconds: number;
  readonly running: number;
  readonly waiting: number;
}

const sumOf = (rows: readonly StudyDemand[]): Demand => ({
  running: rows
    .filter(({ hasCoordinator, silentSeconds }) => hasCoordinator || silentSeconds < FORSAKEN_SECONDS)
    .reduce((sum, { running }) => sum + running, 0),
  claimable: rows
    .filter((study) => study.state === 'active' && isDriven(study))
    .reduce((sum, { waiting }) => sum + waiting, 0),
});
