import type { EngineChoice } from './engine-names.js';

/** An engine that was asked for cannot run here. The message says why, and what to do; `cause` is the engine's own. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
  /** Nothing but a person mends it. */
  readonly retryable = false;
  readonly engine: EngineChoice;

  constructor(engine: EngineChoice, message: string, options?: ErrorOptions) {
    super(message, options);
    this.engine = engine;
  }
}

/** A training made no step for too long; its thread was ended. */
export class TrainingHungError extends Error {
  override readonly name = 'TrainingHungError';
  readonly retryable = true;
  readonly trial: number;
  readonly seconds: number;

  constructor(trial: number, seconds: number) {
    super(`trial ${trial} made no training step for ${seconds} s`);
    this.trial = trial;
    this.seconds = seconds;
  }
}
