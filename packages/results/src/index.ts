export { actualState, actualTrialState } from './progress/actual-state.js';
export type { ActualState } from './progress/actual-state.js';
export { describeBest, describeTraining, findBest } from './best/best.js';
export type { Best } from './best/best.js';
export { describePhase } from './progress/describe-phase.js';
export type { DescribedPhase } from './progress/describe-phase.js';
export { budgetStop, describeStop } from './progress/describe-stop.js';
export { findSuitingWinner } from './best/find-suiting.js';
export type { SuitingWinner } from './best/find-suiting.js';
export { isFruitless } from './progress/fruitless.js';
export { wayOut } from './failures/way-out.js';
export { inSlots } from './progress/in-slots.js';
export { paretoFront } from './best/pareto-front.js';
export type { Weighed } from './best/pareto-front.js';
export { describeProvenance, readProvenance } from './provenance.js';
export type { Provenance } from './provenance.js';
export { groupId, placeInPhase, scrollTo } from './best/leaderboard.js';
export type {
  GroupRow,
  Leaderboard,
  LeaderboardRequest,
  LeaderboardRow,
  RowId,
  TrialLine,
} from './best/leaderboard.js';
export { parseFilter } from './parse-filter.js';
export { readPlots } from './plots.js';
export type { Plots, PlotsRequest } from './plots.js';
export {
  mayPrune,
  plannedEpochs,
  plannedPhases,
  secondsElapsed,
  secondsLeft,
  stepRate,
} from './progress/progress.js';
export type { PlannedPhase } from './progress/progress.js';
export { readRepeats } from './best/repeats.js';
export type { RepeatResult, RepeatTest } from './best/repeats.js';
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
export { findWinner, winnerOf } from './best/winner.js';
export type { Winner } from './best/winner.js';
