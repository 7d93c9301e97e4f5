import { readFileSync } from 'node:fs';

/** What wasm/optimizer.wat exports. Arrays are given by their first byte. */
export interface Kernels {
  /** Σ value² */
  squares(values: number, bytes: number): number;
  /** Writes weights, m and v. */
  adam(
    weights: number,
    gradient: number,
    m: number,
    v: number,
    bytes: number,
    scale: number,
    step: number,
    floor: number,
  ): void;
}

/** Arrays of equal length in one memory, and the kernels that work on that memory. */
export interface KernelArrays {
  readonly arrays: readonly Float32Array[];
  /** Of every array, padding included. */
  readonly bytes: number;
  readonly kernels: Kernels;
}

/** The part of JavaScript's WebAssembly interface that we use. TypeScript declares it only with the DOM. */
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

const PAGE = 65_536;
/** A cache line: arrays begin at a multiple of it. */
const LINE = 64;

const binary = new URL('../wasm/optimizer.wasm', import.meta.url);

/** `count` arrays of `length` zeros. */
export function openArrays(count: number, length: number): KernelArrays {
  const bytes = Math.ceil((length * Float32Array.BYTES_PER_ELEMENT) / LINE) * LINE;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((count * bytes) / PAGE) });
  const module = new WebAssembly.Module(readFileSync(binary));
  const { exports } = new WebAssembly.Instance(module, { 'ram-sweep': { memory } });
  const arrays = Array.from(
    { length: count },
    (_, index) => new Float32Array(memory.buffer, index * bytes, length),
  );
  return { arrays, bytes, kernels: exports as Kernels };
}
