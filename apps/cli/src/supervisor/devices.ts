import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { probeEngines, requireEngine, type EngineChoice } from '@ram-sweep/worker';
import { badUsage, CommandError, exitCodes } from '../errors.js';
import type { WorkerPlan } from './plan.js';

export interface Gpu {
  readonly index: number;
  readonly name: string;
}

/** NVIDIA GPUs by their driver's own tool; none where it is not installed. */
export async function listGpus(): Promise<Gpu[]> {
  try {
    const query = ['--query-gpu=index,name', '--format=csv,noheader'];
    const { stdout } = await promisify(execFile)('nvidia-smi', query, { timeout: 5_000 });
    return stdout
      .split('\n')
      .map((line) => /^(\d+), (.+)$/.exec(line.trim()))
      .filter((match) => match !== null)
      .map(([, index, name]) => ({ index: Number(index), name: name ?? '' }));
  } catch {
    return [];
  }
}

export interface WorkerFlags {
  readonly workers?: number;
  readonly threads?: number;
  readonly device: string;
  readonly engine: EngineChoice;
}

/**
 * Which worker processes to run: one a GPU where TensorFlow.js can use one, otherwise the CPU's cores shared
 * among `--workers` processes (one by default) of `--threads` training threads each. Throws where the machine lacks what
 * the flags ask for: a CommandError for GPUs, an EngineUnavailableError for an engine.
 */
export async function planWorkers(flags: WorkerFlags): Promise<WorkerPlan[]> {
  const gpus = await chosenGpus(flags);
  if (gpus.length > 0) {
    const count = flags.workers ?? gpus.length;
    return Array.from({ length: count }, (_, worker) => ({
      slots: flags.threads ?? 1,
      engine: flags.engine,
      gpu: gpus[worker % gpus.length]!.index,
    }));
  }
  if (flags.engine !== 'auto') await requireEngine(flags.engine);
  const count = flags.workers ?? 1;
  const slots = flags.threads ?? Math.max(1, Math.floor(availableParallelism() / count));
  return Array.from({ length: count }, () => ({ slots, engine: flags.engine, gpu: null }));
}

async function chosenGpus({ device, engine }: WorkerFlags): Promise<Gpu[]> {
  const wanted = /^(auto|cpu|gpu)$|^gpu:(\d+(?:,\d+)*)$/.exec(device);
  if (!wanted) throw badUsage(`--device ${device} is unknown`, 'use auto, cpu, gpu, or gpu:0,1');
  const forced = wanted[1] !== 'auto';
  if (wanted[1] === 'cpu' || (engine !== 'auto' && engine !== 'tfjs-gpu')) return [];
  const present = await listGpus();
  if (!forced && present.length === 0) return [];
  const probe = (await probeEngines()).find((found) => found.engine === 'tfjs-gpu');
  const gpus = probe?.available ? present : [];
  const chosen = wanted[2] ? gpus.filter(({ index }) => wanted[2]!.split(',').includes(String(index))) : gpus;
  if (forced && chosen.length === 0) {
    throw new CommandError(
      `no GPU can be used for --device ${device}: ${probe?.reason}`,
      exitCodes.unavailable,
      'see `ram-sweep doctor`, or use --device cpu',
    );
  }
  return chosen;
}
