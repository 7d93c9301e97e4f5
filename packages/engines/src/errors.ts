import { RamSweepError } from '@ram-sweep/protocol/errors';
import type { EngineChoice } from './engine-names.js';

/** A requested engine cannot run here. The message says why, and what to do; `cause` is the engine's own. */
export class EngineUnavailableError extends RamSweepError {
  readonly kind = 'unavailable';
  /** Only a person can fix it. */
  readonly retryable = false;
  readonly engine: EngineChoice;

  constructor(engine: EngineChoice, message: string, options?: ErrorOptions) {
    super(message, options);
    this.engine = engine;
  }
}
