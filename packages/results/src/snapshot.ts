import { awaitedLater } from './progress/awaited-later.js';
import { rankFinalists, type RepeatGroup } from '@ram-sweep/search/finalists';
import {
  findStudySummary,
  readActivity,
  readPresentWorkers,
  readRepeatedTrials,
  readTrial,
  type ActivityRow,
  type Reader,
  type RepeatedTrialRow,
  type TrialDetail,
  type WorkerRow,
} from '@ram-sweep/store/read';
import { readLeaderboard, type Leaderboard, type LeaderboardRequest } from './best/leaderboard.js';
import { withBest, type StudyResult } from './studies.js';
import { attentionVerdict, type AttentionVerdict } from './verdict/attention-verdict.js';
import { winnerOf } from './best/winner.js';

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

/** Reads what is looked at; null if the study is gone. */
export async function readSnapshot(
  reader: Reader,
  studyId: string,
  request: SnapshotRequest,
): Promise<Snapshot | null> {
  // Counting takes as long as all else together: two connections, as each more takes time to open.
  const summary = findStudySummary(reader, studyId);
  const all = awaitedLater(summary.then((study) => (study ? study.trials + study.surplus : 0)));
  const counted = summary.then((study) => study && withBest(reader, study));
  const [study, shown] = await Promise.all([counted, readShown(reader, studyId, request, all)]);
  if (study === null) return null;
  const { repeated, ...rest } = shown;
  const groups = rankFinalists(repeated);
  const winner = winnerOf<RepeatedTrialRow, RepeatGroup<RepeatedTrialRow>>(groups, null);
  return { study, ...rest, groups, verdict: winner && attentionVerdict(winner), now: new Date() };
}

/** One after the other, all but what is counted meanwhile. */
async function readShown(reader: Reader, studyId: string, request: SnapshotRequest, all: Promise<number>) {
  const repeated = await readRepeatedTrials(reader, studyId);
  const workers = await readPresentWorkers(reader);
  const activity = await readActivity(reader, studyId, { limit: request.activityRows });
  const opened: TrialDetail[] = [];
  for (const number of request.opened) {
    const trial = await readTrial(reader, studyId, number);
    if (trial) opened.push(trial);
  }
  const leaderboard = await readLeaderboard(reader, studyId, request, { repeated, all });
  return { repeated, workers, activity, opened, leaderboard };
}
