import type { Params, StudySpec, StudyState, TrialConfig, TrialPhase, TrialState } from '@ram-sweep/protocol';

/** A mean over seeds; of a single training its one value. */
export interface MeanError {
  /** Share of images, in [0, 1]. */
  readonly mean: number;
  /** How many values it is the mean of. */
  readonly count: number;
  /** Half the width of the 95% interval of the mean; null for fewer than two values. */
  readonly halfWidth: number | null;
}

/** The best that a study has found. */
export interface Best {
  /** `finalist`: of the configs that were trained again with fresh seeds. `search`: one training, and perhaps luck. */
  readonly source: 'finalist' | 'search';
  /** A trial that has the config; of a finalist the seed of smallest validation error. */
  readonly trial: number;
  /** The trial of the search that had the config first. */
  readonly searchTrial: number;
  readonly params: Params;
  readonly validation: MeanError;
  /** Finalist configs that are still in training, and may yet do better. */
  readonly inTraining: number;
}

/** A study and how far it is. */
export interface StudyProgress {
  readonly name: string;
  readonly spec: StudySpec;
  readonly state: StudyState;
  readonly createdAt: Date;
  readonly trials: number;
  /** Trials by state. */
  readonly counts: Readonly<Record<TrialState, number>>;
  readonly epochsDone: number;
  /** What its trials would come to if each that can continue ran to its end. */
  readonly epochsTotal: number;
  /** Wall-clock seconds that the study was driven, without pauses and stops. */
  readonly drivenSeconds: number;
  /** Whether a sweep runs it: it has a coordinator, or showed a sign of life within the last minute. */
  readonly driven: boolean;
  /** Null where no trial has finished an epoch. */
  readonly best: Best | null;
}

/** A trial as a table shows it. */
export interface Trial {
  /** From 0. */
  readonly number: number;
  /** Place in the study, from 1, by validation error; finalists come first. Null before the first epoch. */
  readonly rank: number | null;
  readonly phase: TrialPhase;
  /** Of a finalist or control: the trial of the search whose config it has. */
  readonly repeats: number | null;
  readonly state: TrialState;
  readonly params: Params;
  readonly config: TrialConfig;
  /** Epochs that are recorded, and epochs that the trial is to have. */
  readonly epochs: number;
  readonly epochsTotal: number;
  /** Share of the validation images, in [0, 1]. */
  readonly bestValidationError: number | null;
  /** From 1. */
  readonly bestEpoch: number | null;
  /** Validation error by epoch, from the first. */
  readonly curve: readonly number[];
  readonly trainSeconds: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Why its newest attempt failed. */
  readonly failure: { readonly class: string; readonly message: string } | null;
  /** Share of the test images, where it was measured. */
  readonly testError: number | null;
}

/** What one epoch came to. Errors are shares of images in [0, 1], losses are means over images. */
export interface Epoch {
  readonly trial: number;
  /** From 1. */
  readonly epoch: number;
  /** Training steps in this epoch. */
  readonly steps: number;
  readonly learningRate: number;
  readonly trainLoss: number;
  readonly actionLoss: number;
  readonly baselineLoss: number;
  readonly reinforceLoss: number;
  readonly trainError: number;
  readonly validationError: number;
  readonly validationLoss: number;
  readonly seconds: number;
}
