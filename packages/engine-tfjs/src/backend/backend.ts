/** What TensorFlow.js computes on: CUDA, the CPU with its native library, or WebAssembly. Fastest first. */
export type TfjsBackend = 'gpu' | 'node' | 'wasm';

export const TFJS_BACKENDS: readonly TfjsBackend[] = ['gpu', 'node', 'wasm'];

/** A backend that this thread computes on from now on. */
export interface OpenBackend {
  readonly backend: TfjsBackend;
  /** For people, such as `CPU, 1 thread (WebAssembly)`. */
  readonly device: string;
}
