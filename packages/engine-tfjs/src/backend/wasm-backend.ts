import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { OpenBackend } from './backend.js';
import { BackendUnavailableError } from '../errors.js';

/** Opens the wasm backend with one thread: trials run in parallel, so a step does not. */
export async function openWasmBackend(): Promise<OpenBackend> {
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(dirname(entry) + sep);
  setThreadsCount(1);
  try {
    await keepingProcessListeners(() => tf.setBackend('wasm'));
  } catch (error) {
    throw new BackendUnavailableError('wasm', String(error), { cause: error });
  }
  if (tf.getBackend() !== 'wasm') {
    throw new BackendUnavailableError('wasm', `its module does not start; reinstall ${dirname(entry)}`);
  }
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return { backend: 'wasm', device: `CPU, 1 thread (WebAssembly${simd ? ' with SIMD' : ''})` };
}

const FATAL_EVENTS = ['uncaughtException', 'unhandledRejection'] as const;

/** Removes the listeners that the wasm module installs: it must not decide what an error does to the process. */
async function keepingProcessListeners(start: () => Promise<unknown>): Promise<void> {
  const before = FATAL_EVENTS.map((event) => process.rawListeners(event));
  await start();
  FATAL_EVENTS.forEach((event, index) => {
    const added = process.rawListeners(event).filter((listener) => !before[index]!.includes(listener));
    for (const listener of added) process.removeListener(event, listener as () => void);
  });
}
