import type { Engine } from '@ram-sweep/ram';
import { OnnxModel } from './model.js';
import { loadOnnxRuntime } from './onnx/runtime.js';

export interface OnnxEngineOptions {
  /** Threads that one step computes on. Default 1: many small models at once use the cores better. */
  readonly threads?: number;
}

/**
 * An engine on ONNX Runtime. Throws an OnnxUnavailableError if that cannot be loaded.
 *
 * A step blocks its thread. Stop a training between two steps: a worker thread that is terminated within one, even
 * by process.exit() elsewhere, takes the whole process down, because ONNX Runtime cannot pass its results to a
 * dying thread.
 */
export async function openOnnxEngine({ threads = 1 }: OnnxEngineOptions = {}): Promise<Engine> {
  if (!Number.isSafeInteger(threads) || threads < 1) {
    throw new RangeError(`threads must be a whole number of at least 1, not ${threads}`);
  }
  const runtime = await loadOnnxRuntime();
  return {
    name: 'onnx',
    device: `CPU, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    compile: (spec) => OnnxModel.compile(runtime, spec, threads),
  };
}
