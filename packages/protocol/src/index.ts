export { compileTrialConfig, trialConfigSchema } from './trial/trial-config.js';
export type { TrialConfig, TrialConfigField } from './trial/trial-config.js';
export { relevantFields } from './trial/relevant-fields.js';
export { canvasClutter, canvasSize, datasetSpecSchema, publishedImages } from './study/dataset-spec.js';
export type { DatasetSpec } from './study/dataset-spec.js';
export { budgetSpecSchema, MOST_TRIALS, stoppers } from './study/budget-spec.js';
export type { BudgetSpec, SearchStop } from './study/budget-spec.js';
export { prunerSpecSchema } from './study/pruner-spec.js';
export type { FinalistsSpec, PrunerSpec } from './study/pruner-spec.js';
export { samplerNames, samplerSpecSchema } from './study/sampler-spec.js';
export type { SamplerSpec } from './study/sampler-spec.js';
export { distributionSchema } from './study/search-space.js';
export type { Distribution, Params, ParamValue, SearchSpace } from './study/search-space.js';
export { MOST_SLOTS } from './limits.js';
export { studyNameSchema, studySpecSchema } from './study/study-spec.js';
export type { StudySpec } from './study/study-spec.js';
export { notificationContents, notificationKinds } from './notification.js';
export type { NotificationContent, NotificationKind } from './notification.js';
export { isUnfinished, trialPhases, trialStates, unfinishedStates } from './trial/states.js';
export type { StudyState, TrialPhase, TrialState } from './trial/states.js';
export { failureClasses } from './trial/failure-classes.js';
export { epochResultSchema } from './trial/trial.js';
export type { CheckpointRef, EpochResult, Failure } from './trial/trial.js';
export {
  claimReplySchema,
  claimSchema,
  commandReplySchema,
  commandSchema,
  controlSchema,
  heartbeatSchema,
  jobSchema,
  PROTOCOL_VERSION,
  trialEventSchema,
} from './messages.js';
export type {
  Claim,
  ClaimReply,
  Command,
  CommandReply,
  Control,
  Heartbeat,
  Job,
  TrialEvent,
  WorkerRun,
} from './messages.js';
export {
  ALL_CHECKPOINTS,
  ALL_EVENTS,
  ALL_HEARTBEATS,
  ALL_JOBS,
  checkpointName,
  checkpointOfPiece,
  checkpointPiece,
  checkpointPieces,
  CHECKPOINTS_STREAM,
  claimSubject,
  commandSubject,
  controlSubject,
  coordinatorConsumer,
  EVENTS_STREAM,
  eventSubject,
  heartbeatSubject,
  inboxPrefix,
  JOBS_STREAM,
  jobSubject,
  studyCheckpoints,
  studyEvents,
  studyJobs,
  trialCheckpoints,
  WORKERS_CONSUMER,
} from './names.js';
