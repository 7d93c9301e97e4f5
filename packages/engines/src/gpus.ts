import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { canRunOn } from './capabilities.js';
import type { EngineChoice } from './engine-names.js';
import { readEnvironment } from './environment.js';

export interface Gpu {
  readonly index: number;
  readonly name: string;
}

/**
 * NVIDIA GPUs by their driver's own tool; none if it is not installed. `visible`: only these, by index; null means
 * all. Default: those that CUDA_VISIBLE_DEVICES leaves.
 */
export async function listGpus(visible = readEnvironment().visibleGpus): Promise<Gpu[]> {
  try {
    const query = ['--query-gpu=index,name', '--format=csv,noheader'];
    const { stdout } = await promisify(execFile)('nvidia-smi', query, { timeout: 5_000 });
    return stdout
      .split('\n')
      .map((line) => /^(\d+), (.+)$/.exec(line.trim()))
      .filter((match) => match !== null)
      .map(([, index, name]) => ({ index: Number(index), name: name ?? '' }))
      .filter(({ index }) => visible === null || visible.includes(index));
  } catch {
    return [];
  }
}

/**
 * The variables that tell a process which GPU it sees. On the CPU (`gpu` null) none, or `auto` would take one for
 * all of its training threads; but none is hidden from a requested engine that computes on GPUs.
 */
export function gpuVariables(engine: EngineChoice, gpu: number | null): Readonly<Record<string, string>> {
  if (gpu !== null) return { CUDA_VISIBLE_DEVICES: String(gpu) };
  return canRunOn('cpu', engine) ? { CUDA_VISIBLE_DEVICES: '-1' } : {};
}
