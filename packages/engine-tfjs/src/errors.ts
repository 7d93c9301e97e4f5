import { RamSweepError } from '@ram-sweep/protocol/errors';
import type { TfjsBackend } from './backend/backend.js';

/** A requested backend is not available. The message says why, and what to do. */
export class BackendUnavailableError extends RamSweepError {
  readonly kind = 'unavailable';
  readonly retryable = false;
  readonly backend: TfjsBackend;
  readonly reason: string;

  constructor(backend: TfjsBackend, reason: string, options?: ErrorOptions) {
    super(`TensorFlow.js backend ${backend} is not available: ${reason}`, options);
    this.backend = backend;
    this.reason = reason;
  }
}
