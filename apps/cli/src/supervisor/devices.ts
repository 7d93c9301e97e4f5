import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { MOST_SLOTS, probeEngines, requireEngine, type EngineChoice } from '@ram-sweep/worker';
import { readEnvironment } from '../environment.js';
import { badUsage, CommandError, exitCodes } from '../errors.js';
import type { WorkerPlan } from './plan.js';

export interface Gpu {
  readonly index: number;
  readonly name: string;
}

/**
 * NVIDIA GPUs by their driver's own tool; none where it is not installed. `visible`: those of them alone, by index; null is all.
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

export interface WorkerFlags {
  readonly workers?: number;
  readonly threads?: number;
  readonly device: string;
  readonly engine: EngineChoice;
}

/**
 * Which worker processes to run: one a GPU where TensorFlow.js can use one, otherwise the CPU's cores shared
 * among `--workers` processes (one by default) of `--threads` training threads each. Throws where the machine lacks what
 * the flags ask for, or they contradict each other: a CommandError for GPUs, an EngineUnavailableError for an engine.
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
  const slots =
    flags.threads ?? Math.max(1, Math.floor(Math.min(availableParallelism() / count, MOST_SLOTS)));
  return Array.from({ length: count }, () => ({ slots, engine: flags.engine, gpu: null }));
}

async function chosenGpus({ device, engine }: WorkerFlags): Promise<Gpu[]> {
  const wanted = /^(auto|cpu|gpu)$|^gpu:(\d+(?:,\d+)*)$/.exec(device);
  if (!wanted) throw badUsage(`--device ${device} is unknown`, 'use auto, cpu, gpu, or gpu:0,1');
  const forced = wanted[1] !== 'auto';
  checkTogether(device, engine);
  if (wanted[1] === 'cpu' || (engine !== 'auto' && engine !== 'tfjs-gpu')) return [];
  const present = await listGpus();
  if (!forced && present.length === 0) return [];
  const probe = (await probeEngines()).find((found) => found.engine === 'tfjs-gpu');
  const gpus = probe?.available ? present : [];
  const named = wanted[2]?.split(',').map(Number);
  const chosen = named ? named.flatMap((index) => gpus.find((gpu) => gpu.index === index) ?? []) : gpus;
  if (forced && chosen.length < (named?.length ?? 1)) throw noSuchGpu(device, gpus, probe?.reason);
  return chosen;
}

function noSuchGpu(device: string, gpus: readonly Gpu[], reason: string | undefined): CommandError {
  const { unavailable } = exitCodes;
  if (gpus.length === 0) {
    const hint = 'see `ram-sweep doctor`, or use --device cpu';
    return new CommandError(`no GPU can be used for --device ${device}: ${reason}`, unavailable, hint);
  }
  const present = gpus.map(({ index }) => index).join(',');
  return new CommandError(
    `not every GPU of --device ${device} is there`,
    unavailable,
    `there are gpu:${present}`,
  );
}

function checkTogether(device: string, engine: EngineChoice): void {
  const onGpu = engine === 'tfjs-gpu';
  if (device === 'cpu' && onGpu)
    throw badUsage('--device cpu and --engine tfjs-gpu contradict each other', 'leave one of them out');
  if (device.startsWith('gpu') && engine !== 'auto' && !onGpu)
    throw badUsage(
      `--engine ${engine} does not run on --device ${device}`,
      'use --engine tfjs-gpu, or --device cpu',
    );
}
