import type { EngineChoice } from '@ram-sweep/engines';
import type { StudySpec } from '@ram-sweep/protocol';
import type { StudyEvent } from './events.js';
import type { DriveOptions } from './options.js';
import type { Best, Epoch, StudyProgress, Trial } from './results.js';
import type { Sweep } from './sweep.js';
import type { TrainedModel } from './trained-model.js';

/** Which model. */
export interface ModelOptions {
  /** Default: the best trial. */
  readonly trial?: number;
  /** Default: `auto`, the fastest that runs here. */
  readonly engine?: EngineChoice;
}

/** A study that is stored, whatever drives it. What it throws says in `kind` what it is, in `hint` what helps. */
export interface Study {
  readonly name: string;
  /** What is searched, with all defaults. */
  readonly spec: StudySpec;
  /**
   * Starts the processes that drive the study to its end, and resolves once they do. A study that was stopped
   * continues, as does one that was paused. Rejects where it is driven already, or where the machine lacks what is
   * asked for.
   */
  drive(options?: DriveOptions): Promise<Sweep>;
  /** What happens from now on, until the study ends or the signal aborts, no matter who drives it. */
  events(options?: { readonly signal?: AbortSignal }): AsyncGenerator<StudyEvent, void>;
  progress(): Promise<StudyProgress>;
  /** Null where no trial has finished an epoch. */
  best(): Promise<Best | null>;
  /** By rank: finalists first, then the search by validation error. */
  trials(): AsyncGenerator<Trial, void>;
  /** Rejects where the study has no such trial. */
  trial(number: number): Promise<Trial>;
  /** All of them, by trial and epoch. */
  epochs(): AsyncGenerator<Epoch, void>;
  /** The model of a trial's best epoch; by default of the best trial. Rejects where there is no checkpoint of it. */
  model(options?: ModelOptions): Promise<TrainedModel>;
  /** Starts no more trials; those that run train to their end. Rejects where nobody drives the study. */
  pause(): Promise<void>;
  /** Ends the sweep that drives the study, wherever it runs. Rejects where nobody drives it. */
  stop(): Promise<void>;
}
