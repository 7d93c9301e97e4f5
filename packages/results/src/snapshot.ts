import {
  readActivity,
  readTrial,
  readTrials,
  readWorkers,
  type ActivityRow,
  type Reader,
  type TrialDetail,
  type TrialRow,
  type TrialSort,
  type WorkerRow,
} from '@ram-sweep/store/read';
import { findStudyResult, type StudyResult } from './studies.js';

/** All that a dashboard shows, read at one moment. */
export interface Snapshot {
  readonly study: StudyResult;
  /** The visible page of the leaderboard, and the position of its first row among all trials. */
  readonly page: readonly TrialRow[];
  readonly offset: number;
  readonly workers: readonly WorkerRow[];
  /** Newest last. */
  readonly activity: readonly ActivityRow[];
  /** The trial that is open, if one is. */
  readonly opened: TrialDetail | null;
  readonly now: Date;
}

/** What of a study is looked at. */
export interface SnapshotRequest {
  readonly sort: TrialSort;
  readonly offset: number;
  readonly trialRows: number;
  readonly activityRows: number;
  /** Number of the trial that is open. */
  readonly opened: number | null;
}

/** Workers that have not been heard of for longer are not shown. */
const WORKER_SECONDS = 60;

/** Reads what is looked at; null if the study is gone. */
export async function readSnapshot(
  reader: Reader,
  studyId: string,
  { sort, offset, trialRows, activityRows, opened }: SnapshotRequest,
): Promise<Snapshot | null> {
  const [study, page, workers, activity, trial] = await Promise.all([
    findStudyResult(reader, studyId),
    readTrials(reader, studyId, { sort, limit: trialRows, offset }),
    readWorkers(reader, { seenWithinSeconds: WORKER_SECONDS }),
    readActivity(reader, studyId, { limit: activityRows }),
    opened === null ? null : readTrial(reader, studyId, opened),
  ]);
  return study && { study, page, offset, workers, activity, opened: trial, now: new Date() };
}
