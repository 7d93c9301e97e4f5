import { rankFinalists, type RepeatGroup } from '@ram-sweep/search/finalists';
import {
  findStudySummary,
  readActivity,
  readRepeatedTrials,
  readTrial,
  readWorkers,
  type ActivityRow,
  type Reader,
  type RepeatedTrialRow,
  type TrialDetail,
  type WorkerRow,
} from '@ram-sweep/store/read';
import { readLeaderboard, type Leaderboard, type LeaderboardRequest } from './leaderboard.js';
import { withBest, type StudyResult } from './studies.js';
import { attentionVerdict, type AttentionVerdict } from './verdict/attention-verdict.js';
import { winnerOf } from './winner.js';

/** All that a dashboard shows but its plots, read at one moment. */
export interface Snapshot {
  readonly study: StudyResult;
  readonly leaderboard: Leaderboard;
  /** Finalists, best first, then controls. */
  readonly groups: readonly RepeatGroup<RepeatedTrialRow>[];
  /** null until finalists and their controls are over. */
  readonly verdict: AttentionVerdict | null;
  readonly workers: readonly WorkerRow[];
  /** Newest last. */
  readonly activity: readonly ActivityRow[];
  /** The trials that are looked at in full: one, or two side by side. */
  readonly opened: readonly TrialDetail[];
  readonly now: Date;
}

/** What of a study is looked at. */
export interface SnapshotRequest extends LeaderboardRequest {
  readonly activityRows: number;
  /** Numbers of the trials that are looked at in full. */
  readonly opened: readonly number[];
}

/** Workers that have not been heard of for longer are not shown. */
const WORKER_SECONDS = 60;

/** Reads what is looked at; null if the study is gone. */
export async function readSnapshot(
  reader: Reader,
  studyId: string,
  request: SnapshotRequest,
): Promise<Snapshot | null> {
  const summary = findStudySummary(reader, studyId);
  const repeated = await readRepeatedTrials(reader, studyId);
  const all = summary.then((study) => (study ? study.trials + study.surplus : 0));
  const [study, leaderboard, workers, activity, opened] = await Promise.all([
    summary.then((found) => found && withBest(reader, found)),
    readLeaderboard(reader, studyId, request, { repeated, all }),
    readWorkers(reader, { seenWithinSeconds: WORKER_SECONDS }),
    readActivity(reader, studyId, { limit: request.activityRows }),
    Promise.all(request.opened.map((number) => readTrial(reader, studyId, number))),
  ]);
  if (study === null) return null;
  const groups = rankFinalists(repeated);
  const winner = winnerOf<RepeatedTrialRow, RepeatGroup<RepeatedTrialRow>>(groups, null);
  return {
    study,
    leaderboard,
    groups,
    verdict: winner && attentionVerdict(winner),
    workers,
    activity,
    opened: opened.filter((trial) => trial !== null),
    now: new Date(),
  };
}
