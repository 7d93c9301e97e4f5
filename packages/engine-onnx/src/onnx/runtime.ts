import type * as onnxruntime from 'onnxruntime-node';
import { OnnxUnavailableError } from '../errors.js';

export type OnnxRuntime = typeof onnxruntime;

/**
 * Loads ONNX Runtime, with its telemetry off. Throws an OnnxUnavailableError if it is not installed or cannot run here.
 * A program that trains in threads loads it in its main thread first: a thread cannot set variables of its process.
 */
export async function loadOnnxRuntime(): Promise<OnnxRuntime> {
  forbidTelemetry();
  try {
    return await import('onnxruntime-node');
  } catch (error) {
    throw new OnnxUnavailableError(error);
  }
}

/**
 * By default the published builds send events about sessions and models to Microsoft, and keep an identifier of the
 * device in the user's cache (docs/Privacy.md of ONNX Runtime). The library reads this variable once, as it starts. A
 * person who sets it to 0 has decided otherwise.
 */
function forbidTelemetry(): void {
  process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
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
