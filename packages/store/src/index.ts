export type { ConnectOptions } from './connection.js';
export type { Store } from './database.js';
export {
  NotFoundError,
  SchemaTooNewError,
  SchemaTooOldError,
  StoreOptionsError,
  StoreRefusedError,
  StoreUnavailableError,
  StudyExistsError,
} from './errors.js';
export { openStore } from './open-store.js';
export type { Study } from './study.js';
export { addTrials } from './operations/add-trials.js';
export { cancelTrial } from './operations/cancel-trial.js';
export type { CancelOutcome } from './operations/cancel-trial.js';
export { claimTrials } from './operations/claim-trials.js';
export type { ClaimOutcome, TrialClaim } from './operations/claim-trials.js';
export { createStudy } from './operations/create-study.js';
export type { NewTrial } from './operations/create-study.js';
export { deleteStudy } from './operations/delete-study.js';
export { findStudy } from './operations/find-study.js';
export { lockStudy } from './operations/lock-study.js';
export type { StudyLock } from './operations/lock-study.js';
export { recordEvents } from './operations/record-events.js';
export type { RecordedEvent } from './operations/record-events.js';
export type { EventOutcome } from './recording/trial-machine.js';
export { recordTestResult } from './operations/record-test-result.js';
export type { TestResult } from './operations/record-test-result.js';
export { recordWorkers } from './operations/record-workers.js';
export { requeueTrial } from './operations/requeue-trial.js';
export { retryTrials } from './operations/retry-trials.js';
export { runningTrials } from './operations/running-trials.js';
export type { RunningTrial } from './operations/running-trials.js';
export { setStudyState } from './operations/set-study-state.js';
export { repeatTrials } from './operations/repeat-trials.js';
export type { RepeatedTrial } from './operations/repeat-trials.js';
export { searchResults } from './operations/search-results.js';
export type { SearchResult } from './operations/search-results.js';
export { trialHistories } from './operations/trial-histories.js';
export type { TrialHistory } from './operations/trial-histories.js';
export type { EpochPruner, Verdict } from './recording/pruner.js';
export { waitingTrials } from './operations/waiting-trials.js';
export type { WaitingTrial } from './operations/waiting-trials.js';
