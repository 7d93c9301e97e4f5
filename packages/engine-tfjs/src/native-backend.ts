import nodeUtil from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import type { OpenBackend } from './backend.js';
import { BackendUnavailableError } from './errors.js';

const PACKAGES = { gpu: '@tensorflow/tfjs-node-gpu', node: '@tensorflow/tfjs-node' } as const;

/**
 * Opens TensorFlow's native library by a package that may or may not be installed.
 *
 * The GPU package runs on the CPU, silently, where it finds no CUDA device; then it is not called a GPU.
 * TensorFlow's own log goes to stderr, down to the level in TF_CPP_MIN_LOG_LEVEL of the process.
 */
export async function openNativeBackend(backend: 'gpu' | 'node'): Promise<OpenBackend> {
  const name = PACKAGES[backend];
  restoreRemovedUtilities();
  try {
    await import(name);
    await tf.setBackend('tensorflow');
  } catch (error) {
    throw new BackendUnavailableError(backend, reasonOf(error, name), { cause: error });
  }
  if (backend === 'gpu' && !usesGpu()) {
    throw new BackendUnavailableError(
      backend,
      `${name} is installed but sees no CUDA device; check nvidia-smi, CUDA 11.8, cuDNN 8.6 and CUDA_VISIBLE_DEVICES`,
    );
  }
  return { backend, device: backend === 'gpu' ? 'GPU (CUDA)' : 'CPU (native TensorFlow)' };
}

function usesGpu(): boolean {
  return (tf.backend() as { isUsingGpuDevice?: boolean }).isUsingGpuDevice === true;
}

function reasonOf(error: unknown, name: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${name}'`)) {
    return `${name} is not installed; npm install ${name}@4.22.0`;
  }
  return `${name} does not load (${message.split('\n')[0]}); npm rebuild ${name} --build-addon-from-source`;
}

/** tfjs-node 4.22.0 calls two functions that Node 23 removed from node:util. */
function restoreRemovedUtilities(): void {
  const util = nodeUtil as unknown as Record<string, unknown>;
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  util['isArray'] ??= Array.isArray;
}
