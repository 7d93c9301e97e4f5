export { openStudies } from './library/open-studies.js';
export { isStudiesError } from './library/answer.js';
export type { StudiesError } from './errors.js';
export type { ErrorKind } from '@ram-sweep/protocol/errors';
export type { StudyProblem } from '@ram-sweep/search';
export type { Studies } from './library/studies.js';
export type { ModelOptions, Study } from './library/study.js';
export type { StudyInput } from './library/study-input.js';
export type { Sweep, SweepEnd } from './library/sweep.js';
export type { DriveOptions, StudiesOptions } from './library/options.js';
export type {
  BestEvent,
  EndEvent,
  EpochEvent,
  FollowingEnd,
  NoteEvent,
  StudyEvent,
  TrialEvent,
  TrialHappening,
} from './library/events.js';
export type { Best, Epoch, MeanError, StudyProgress, Trial } from './library/results.js';
export type { LabelledImage, Look, TrainedModel } from './library/trained-model.js';
export type {
  Distribution,
  Params,
  ParamValue,
  StudySpec,
  StudyState,
  TrialConfig,
  TrialPhase,
  TrialState,
} from '@ram-sweep/protocol';
export type { EngineChoice, EngineName } from '@ram-sweep/engines';
