export { openStudies } from './library/open-studies.js';
export { isStudiesError } from './library/errors/answer.js';
export type { StudiesError } from './errors.js';
export type { ErrorKind } from '@ram-sweep/protocol/errors';
export type { StudyProblem } from '@ram-sweep/search';
export type { Studies } from './library/interfaces/studies.js';
export type { ModelOptions, Study } from './library/interfaces/study.js';
export type { StudyInput } from './library/interfaces/study-input.js';
export type { Sweep, SweepEnd } from './library/interfaces/sweep.js';
export type { DriveOptions, StudiesOptions } from './library/interfaces/options.js';
export type {
  BestEvent,
  EndEvent,
  EpochEvent,
  FollowingEnd,
  NoteEvent,
  StudyEvent,
  TrialEvent,
  TrialHappening,
} from './library/interfaces/events.js';
export type { Best, Epoch, MeanError, StudyProgress, Trial } from './library/interfaces/results.js';
export type { LabelledImage, Look, TrainedModel } from './library/interfaces/trained-model.js';
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
