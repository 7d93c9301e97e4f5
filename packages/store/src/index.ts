export type { ConnectOptions } from './connection/options.js';
export type { Store } from './connection/database.js';
export {
  NotFoundError,
  SchemaTooNewError,
  SchemaTooOldError,
  StoreOptionsError,
  StoreRefusedError,
  StoreUnavailableError,
  StudyExistsError,
} from './errors.js';
export { namedTrials } from './interventions.js';
export { openStore } from './connection/open-store.js';
export type { Study } from './study.js';
export { addTrials } from './operations/trials/add-trials.js';
export { cancelTrial } from './operations/trials/cancel-trial.js';
export type { CancelOutcome } from './operations/trials/cancel-trial.js';
export { claimTrials } from './operations/trials/claim-trials.js';
export type { ClaimOutcome, TrialClaim } from './operations/trials/claim-trials.js';
export { createStudy } from './operations/studies/create-study.js';
export type { NewTrial } from './operations/studies/create-study.js';
export { deleteStudy } from './operations/studies/delete-study.js';
export { findStudy } from './operations/studies/find-study.js';
export { lockStudy } from './operations/studies/lock-study.js';
export type { StudyLock } from './operations/studies/lock-study.js';
export { recordEvents } from './operations/events/record-events.js';
export type { RecordedEvent } from './operations/events/record-events.js';
export type { EventOutcome } from './recording/trial-machine.js';
export { recordTestResult } from './operations/events/record-test-result.js';
export type { TestResult } from './operations/events/record-test-result.js';
export { endStudyRuns, endWorkerRuns } from './operations/events/end-worker-runs.js';
export { recordWorkers } from './operations/events/record-workers.js';
export { requeueTrial } from './operations/trials/requeue-trial.js';
export { retryTrials } from './operations/trials/retry-trials.js';
export { runningTrials } from './operations/trials/running-trials.js';
export type { RunningTrial } from './operations/trials/running-trials.js';
export { addDrivenTime } from './operations/studies/add-driven-time.js';
export { noteStall } from './operations/studies/note-stall.js';
export { setStudyState } from './operations/studies/set-study-state.js';
export { nextTrialNumber } from './operations/trials/next-trial-number.js';
export { searchResults } from './operations/trials/search-results.js';
export type { SearchResult } from './operations/trials/search-results.js';
export { trialHistories } from './operations/trials/trial-histories.js';
export type { TrialHistory } from './operations/trials/trial-histories.js';
export type { EpochPruner, Verdict } from './recording/pruner.js';
export { timeOutTrials } from './operations/trials/time-out-trials.js';
export type { TimedOutTrial } from './operations/trials/time-out-trials.js';
export { waitingTrials } from './operations/trials/waiting-trials.js';
export type { WaitingTrial } from './operations/trials/waiting-trials.js';
export type { PinnedPrior } from './prior.js';
export { readPriors } from './queries/studies/read-priors.js';
export { readRepeatedTrials } from './queries/trials/read-repeated-trials.js';
export { addDrawnTrial } from './operations/search/add-drawn-trial.js';
export { cutSearch, endUnfinished } from './operations/search/cut-search.js';
export { drawTrial } from './operations/search/draw-trial.js';
export type { DrawnTrial } from './operations/search/draw-trial.js';
export { enqueueTrials } from './operations/search/enqueue-trials.js';
export type { EnqueuedTrials } from './operations/search/enqueue-trials.js';
export { endSearch } from './operations/search/end-search.js';
export { judgeTrials } from './operations/search/judge-trials.js';
export type { JudgedTrial, RungVerdict } from './operations/search/judge-trials.js';
export { legResults } from './operations/search/leg-results.js';
export type { LegResult, TrialLeg } from './operations/search/leg-results.js';
export { completeSearch, readSearchStop, stopSearch } from './operations/search/search-stop.js';
export { plannedPlaces } from './operations/search/planned-places.js';
export { searchSize } from './operations/search/search-size.js';
export type { SearchSize } from './operations/search/search-size.js';
export { trialOutcomes } from './operations/search/trial-outcomes.js';
export type { OutcomesOf, TrialOutcome } from './operations/search/trial-outcomes.js';
export { registerTargets } from './operations/notifications/register-targets.js';
export type { RegisteredTarget } from './operations/notifications/register-targets.js';
export { giveUpNotifications, settleDelivered } from './operations/notifications/settle-notifications.js';
export { takeNotification } from './operations/notifications/take-notification.js';
export { unfinishedTrials } from './operations/trials/unfinished-trials.js';
