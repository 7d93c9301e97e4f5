import { RamSweepError } from '@ram-sweep/protocol/errors';

/** ONNX Runtime is an optional dependency, and it could not be loaded. `cause` says why. */
export class OnnxUnavailableError extends RamSweepError {
  readonly kind = 'unavailable';
  readonly retryable = false;

  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0]! : String(cause);
    super(
      `ONNX Runtime cannot be loaded (${reason}). Install it with "npm install onnxruntime-node" ` +
        '(set ONNXRUNTIME_NODE_INSTALL=skip for the CPU build only, which needs no download), ' +
        'or choose another engine.',
      { cause },
    );
  }
}

/** A model was used after its dispose(). */
export class ModelDisposedError extends RamSweepError {
  readonly kind = 'failure';
  readonly retryable = false;

  constructor() {
    super('The model is disposed. Compile the spec again to continue.');
  }
}
