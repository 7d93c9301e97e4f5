import type * as onnxruntime from 'onnxruntime-node';
import { OnnxUnavailableError } from './errors.js';

export type OnnxRuntime = typeof onnxruntime;

/** Loads ONNX Runtime. Throws an OnnxUnavailableError if it is not installed or cannot run here. */
export async function loadOnnxRuntime(): Promise<OnnxRuntime> {
  try {
    return await import('onnxruntime-node');
  } catch (error) {
    throw new OnnxUnavailableError(error);
  }
}

/** Whether ONNX Runtime can be used here, and if not, why. */
export async function probeOnnx(): Promise<{ available: true } | { available: false; reason: string }> {
  try {
    await loadOnnxRuntime();
    return { available: true };
  } catch (error) {
    return { available: false, reason: (error as Error).message };
  }
}
