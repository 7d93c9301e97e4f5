import type * as onnxruntime from 'onnxruntime-node';
import { OnnxUnavailableError } from '../errors.js';

export type OnnxRuntime = typeof onnxruntime;

/** Loads ONNX Runtime. Throws an OnnxUnavailableError if it is not installed or cannot run here. */
export async function loadOnnxRuntime(): Promise<OnnxRuntime> {
  try {
    return await import('onnxruntime-node');
  } catch (error) {
    throw new OnnxUnavailableError(error);
  }
}

/** Whether ONNX Runtime can be used here; `reason` says on what, or why not and what would help. */
export async function probeOnnx(): Promise<{ available: boolean; reason: string }> {
  try {
    const { env } = await loadOnnxRuntime();
    return { available: true, reason: `CPU, ONNX Runtime ${env.versions.node ?? 'of unknown version'}` };
  } catch (error) {
    return { available: false, reason: (error as Error).message };
  }
}
