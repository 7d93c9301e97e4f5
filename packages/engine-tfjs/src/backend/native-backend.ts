import { createRequire } from 'node:module';
import nodeUtil from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import type { OpenBackend } from './backend.js';
import { BackendUnavailableError } from '../errors.js';
import { CPU_PACKAGE, findNativePackage, GPU_PACKAGE, wayOut } from './native-package.js';

const CORE_PACKAGE = '@tensorflow/tfjs-core';

/** The name under which both packages register. */
const REGISTERED = 'tensorflow';

/** Where TensorFlow's native library is looked for. */
export interface NativeOptions {
  /** A folder with its own node_modules, searched before this project's. */
  readonly nativeFolder?: string | undefined;
}

/**
 * Opens TensorFlow's native library, from a package that may or may not be installed: in `folder`, or in this project.
 *
 * The GPU package silently runs on the CPU if it finds no CUDA device. It is then a `node` backend, never `gpu`.
 * TensorFlow's own log goes to stderr, down to the TF_CPP_MIN_LOG_LEVEL that the process was started with.
 */
export async function openNativeBackend(backend: 'gpu' | 'node', folder?: string): Promise<OpenBackend> {
  await loadOnce(backend, folder);
  if (backend === 'gpu' && !usesGpu()) {
    throw new BackendUnavailableError(
      backend,
      'no CUDA device is visible to TensorFlow; compare nvidia-smi, CUDA 11.8, cuDNN 8.6 and CUDA_VISIBLE_DEVICES',
    );
  }
  if (backend === 'node' && usesGpu()) {
    throw new BackendUnavailableError(
      backend,
      `only ${GPU_PACKAGE} is installed, and it computes on the GPU; ask for gpu, or npm install ${CPU_PACKAGE}`,
    );
  }
  return { backend, device: backend === 'gpu' ? 'GPU (CUDA)' : 'CPU (native TensorFlow)' };
}

/** A process holds one native library: the one that was loaded first stays. */
async function loadOnce(backend: 'gpu' | 'node', folder: string | undefined): Promise<void> {
  if (tf.findBackend(REGISTERED) === null) loadFirst(backend, folder);
  if (await tf.setBackend(REGISTERED)) return;
  throw new BackendUnavailableError(backend, 'its native library does not start');
}

function loadFirst(backend: 'gpu' | 'node', folder: string | undefined): void {
  const found = findNativePackage(backend, folder);
  if (typeof found === 'string') throw new BackendUnavailableError(backend, found);
  const { name, entry } = found;
  restoreRemovedUtilities();
  if (backend === 'node') computeOnOneThread();
  try {
    shareCore(entry);
    require(entry);
  } catch (error) {
    const reason = `${entry} does not load (${String(error).split('\n')[0]}); ${wayOut(name)}`;
    throw new BackendUnavailableError(backend, reason, { cause: error });
  }
}

const require = createRequire(import.meta.url);

/**
 * Gives this module's core to a package that would otherwise load its own copy, as packages in another folder do.
 * The package then registers its kernels, and takes its tensors, where the engine looks for them.
 */
function shareCore(entry: string): void {
  const theirs = createRequire(entry).resolve(CORE_PACKAGE);
  require.cache[theirs] ??= require.cache[require.resolve(CORE_PACKAGE)];
}

function usesGpu(): boolean {
  return (tf.backend() as { isUsingGpuDevice?: boolean }).isUsingGpuDevice === true;
}

/**
 * Trials run in parallel, so a step does not. TensorFlow reads this only from its environment, which must be set
 * from the main thread (worker threads have a copy), before its library is loaded there; a number that is already
 * set stays.
 */
function computeOnOneThread(): void {
  process.env['TF_NUM_INTRAOP_THREADS'] ??= '1';
}

/** tfjs-node 4.22.0 calls two functions that Node 23 removed from node:util. */
function restoreRemovedUtilities(): void {
  const util = nodeUtil as unknown as Record<string, unknown>;
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  util['isArray'] ??= Array.isArray;
}
