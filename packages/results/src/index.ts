export { actualState, actualTrialState } from './actual-state.js';
export type { ActualState } from './actual-state.js';
export { describeBest, describeTraining, findBest } from './best.js';
export type { Best } from './best.js';
export { describePhase } from './describe-phase.js';
export type { DescribedPhase } from './describe-phase.js';
export { budgetStop, describeStop } from './describe-stop.js';
export { findSuitingWinner } from './find-suiting.js';
export type { SuitingWinner } from './find-suiting.js';
export { isFruitless } from './fruitless.js';
export { paretoFront } from './pareto-front.js';
export type { Weighed } from './pareto-front.js';
export { describeProvenance, readProvenance } from './provenance.js';
export type { Provenance } from './provenance.js';
export { groupId, placeInPhase, scrollTo } from './leaderboard.js';
export type {
  GroupRow,
  Leaderboard,
  LeaderboardRequest,
  LeaderboardRow,
  RowId,
  TrialLine,
} from './leaderboard.js';
export { parseFilter } from './parse-filter.js';
export { readPlots } from './plots.js';
export type { Plots, PlotsRequest } from './plots.js';
export { mayPrune, plannedEpochs, plannedPhases, secondsElapsed, secondsLeft, stepRate } from './progress.js';
export type { PlannedPhase } from './progress.js';
export { readRepeats } from './repeats.js';
export type { RepeatResult, RepeatTest } from './repeats.js';
export { readSnapshot } from './snapshot.js';
export type { Snapshot, SnapshotRequest } from './snapshot.js';
export { findStudyResult, listStudies } from './studies.js';
export type { StudyResult } from './studies.js';
export { areOver, attentionVerdict } from './verdict/attention-verdict.js';
export type { AttentionVerdict } from './verdict/attention-verdict.js';
export {
  describeAttention,
  describeDifference,
  describeOthers,
  describeVerdict,
} from './verdict/describe-verdict.js';
export { describeMeasure } from './verdict/finding.js';
export type { Finding } from './verdict/finding.js';
export { findWinner, winnerOf } from './winner.js';
export type { Winner } from './winner.js';
