import * as tf from '@tensorflow/tfjs-core';
import type { Engine } from '@ram-sweep/ram';
import { TFJS_BACKENDS, type OpenBackend, type TfjsBackend } from './backend/backend.js';
import { registerGradients } from './step/gradients.js';
import { TfjsModel } from './model.js';
import type { NativeOptions } from './backend/native-backend.js';
import { openBackend } from './backend/open-backend.js';

/**
 * Opens TensorFlow.js as an engine in this thread: on the requested backend, or on the fastest one available.
 *
 * Each thread has its own TensorFlow.js, and computes on the backend that was opened last.
 * Throws a BackendUnavailableError.
 */
export async function openTfjsEngine(
  options: { readonly backend?: TfjsBackend } & NativeOptions = {},
): Promise<Engine> {
  tf.enableProdMode();
  const backends = options.backend ? [options.backend] : TFJS_BACKENDS;
  const { backend, device } = await openFirst(backends, options.nativeFolder);
  registerGradients();
  return { name: `tfjs-${backend}`, device, compile: async (spec) => new TfjsModel(spec) };
}

async function openFirst(
  [backend, ...others]: readonly TfjsBackend[],
  nativeFolder?: string,
): Promise<OpenBackend> {
  try {
    return await openBackend(backend!, nativeFolder);
  } catch (error) {
    if (others.length === 0) throw error;
    return openFirst(others, nativeFolder);
  }
}
