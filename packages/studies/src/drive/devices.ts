import { availableParallelism } from 'node:os';
import {
  canRunOn,
  capabilitiesOf,
  gpuEngines,
  listGpus,
  probeEngines,
  requireEngine,
  type EngineChoice,
  type EngineName,
  type Gpu,
} from '@ram-sweep/engines';
import { MOST_SLOTS } from '@ram-sweep/protocol';
import { badUsage, StudiesError } from '../errors.js';
import type { WorkerPlan } from './plan.js';

export interface WorkerFlags {
  readonly workers?: number;
  readonly threads?: number;
  readonly device: string;
  readonly engine: EngineChoice;
}

/**
 * Which worker processes to run: one per GPU where an engine can use one, otherwise the CPU's cores shared among
 * `--workers` processes (one by default) of `--threads` training threads each. Throws where the machine lacks what the
 * flags ask for, or they contradict each other: a StudiesError for GPUs, an EngineUnavailableError for an engine.
 */
export async function planWorkers(flags: WorkerFlags): Promise<WorkerPlan[]> {
  const onGpus = await chooseGpus(flags);
  if (!onGpus && flags.engine !== 'auto') await requireEngine(flags.engine);
  const gpus = onGpus?.gpus.map(({ index }) => index) ?? [null];
  const count = flags.workers ?? gpus.length;
  const slots = flags.threads ?? defaultSlots(onGpus?.engine, count);
  return Array.from({ length: count }, (_, worker) => ({
    slots,
    engine: flags.engine,
    gpu: gpus[worker % gpus.length]!,
  }));
}

function defaultSlots(engine: EngineName | undefined, workers: number): number {
  if (engine && capabilitiesOf(engine).threadsPerProcess === 'one') return 1;
  return Math.max(1, Math.floor(Math.min(availableParallelism() / workers, MOST_SLOTS)));
}

/** GPUs to train on, and the engine that reaches them. */
interface ChosenGpus {
  readonly engine: EngineName;
  readonly gpus: readonly Gpu[];
}

async function chooseGpus({ device, engine }: WorkerFlags): Promise<ChosenGpus | null> {
  const wanted = /^(auto|cpu|gpu)$|^gpu:(\d+(?:,\d+)*)$/.exec(device);
  if (!wanted) throw badUsage(`--device ${device} is unknown`, 'use auto, cpu, gpu, or gpu:0,1');
  const forced = wanted[1] !== 'auto';
  checkTogether(device, engine);
  if (wanted[1] === 'cpu' || !canRunOn('gpu', engine)) return null;
  const present = await listGpus();
  if (!forced && present.length === 0) return null;
  const probes = (await probeEngines(gpuEngines)).filter((probe) => canMean(engine, probe.engine));
  const usable = probes.find(({ available }) => available);
  const gpus = usable ? present : [];
  const named = wanted[2]?.split(',').map(Number);
  const chosen = named ? named.flatMap((index) => gpus.find((gpu) => gpu.index === index) ?? []) : gpus;
  if (forced && chosen.length < (named?.length ?? 1)) throw noSuchGpu(device, gpus, probes[0]?.reason);
  return usable && chosen.length > 0 ? { engine: usable.engine, gpus: chosen } : null;
}

const canMean = (choice: EngineChoice, engine: EngineName): boolean => choice === 'auto' || choice === engine;

function noSuchGpu(device: string, gpus: readonly Gpu[], reason: string | undefined): StudiesError {
  if (gpus.length === 0) {
    const hint = `see \`ram-sweep doctor\`, or use --device cpu`;
    return new StudiesError(`no GPU can be used for --device ${device}: ${reason}`, 'unavailable', hint);
  }
  const present = gpus.map(({ index }) => index).join(',');
  return new StudiesError(
    `not every GPU of --device ${device} is there`,
    'unavailable',
    `there are gpu:${present}`,
  );
}

function checkTogether(device: string, engine: EngineChoice): void {
  if (device === 'cpu' && !canRunOn('cpu', engine))
    throw badUsage(`--device cpu and --engine ${engine} contradict each other`, 'leave one of them out');
  if (device.startsWith('gpu') && !canRunOn('gpu', engine))
    throw badUsage(
      `--engine ${engine} does not run on --device ${device}`,
      `use --engine ${gpuEngines.join(' or ')}, or --device cpu`,
    );
}
