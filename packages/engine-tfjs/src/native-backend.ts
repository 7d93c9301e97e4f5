import nodeUtil from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import type { OpenBackend } from './backend.js';
import { BackendUnavailableError } from './errors.js';

const CPU_PACKAGE = '@tensorflow/tfjs-node';
const GPU_PACKAGE = '@tensorflow/tfjs-node-gpu';

/** The name under which both packages register. */
const REGISTERED = 'tensorflow';

/**
 * Opens TensorFlow's native library, from a package that may or may not be installed.
 *
 * The GPU package runs on the CPU, silently, where it finds no CUDA device. It is then a `node` backend, never a `gpu`.
 * TensorFlow's own log goes to stderr, down to the TF_CPP_MIN_LOG_LEVEL that the process was started with.
 */
export async function openNativeBackend(backend: 'gpu' | 'node'): Promise<OpenBackend> {
  await loadOnce(backend);
  if (backend === 'gpu' && !usesGpu()) {
    throw new BackendUnavailableError(
      backend,
      'no CUDA device is visible to TensorFlow; compare nvidia-smi, CUDA 11.8, cuDNN 8.6 and CUDA_VISIBLE_DEVICES',
    );
  }
  if (backend === 'node' && usesGpu()) {
    throw new BackendUnavailableError(
      backend,
      `only ${GPU_PACKAGE} is there and it computes on the GPU; ask for gpu, or npm install ${CPU_PACKAGE}`,
    );
  }
  return { backend, device: backend === 'gpu' ? 'GPU (CUDA)' : 'CPU (native TensorFlow)' };
}

/** A process holds one native library: the one that was loaded first stays. */
async function loadOnce(backend: 'gpu' | 'node'): Promise<void> {
  const names = backend === 'gpu' ? [GPU_PACKAGE] : [CPU_PACKAGE, GPU_PACKAGE];
  if (tf.findBackend(REGISTERED) === null) await importFirst(names, backend);
  if (await tf.setBackend(REGISTERED)) return;
  throw new BackendUnavailableError(backend, 'its native library does not start');
}

async function importFirst([name, ...others]: readonly string[], backend: 'gpu' | 'node'): Promise<void> {
  restoreRemovedUtilities();
  try {
    await import(name!);
  } catch (error) {
    if (isAbsent(error, name!) && others.length > 0) {
      return importFirst(others, backend).catch(() => Promise.reject(unavailable(error, name!, backend)));
    }
    throw unavailable(error, name!, backend);
  }
}

function isAbsent(error: unknown, name: string): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${name}'`);
}

function unavailable(error: unknown, name: string, backend: 'gpu' | 'node'): BackendUnavailableError {
  const reason = isAbsent(error, name)
    ? `${name} is not installed; npm install ${name}@4.22.0`
    : `${name} does not load (${String(error).split('\n')[0]}); npm rebuild ${name} --build-addon-from-source`;
  return new BackendUnavailableError(backend, reason, { cause: error });
}

function usesGpu(): boolean {
  return (tf.backend() as { isUsingGpuDevice?: boolean }).isUsingGpuDevice === true;
}

/** tfjs-node 4.22.0 calls two functions that Node 23 removed from node:util. */
function restoreRemovedUtilities(): void {
  const util = nodeUtil as unknown as Record<string, unknown>;
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  util['isArray'] ??= Array.isArray;
}
