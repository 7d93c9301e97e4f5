import type { TfjsBackend } from '@ram-sweep/engine-tfjs';
import type { Engine } from '@ram-sweep/ram';
import { engineNames, type EngineChoice, type EngineName } from './engine-names.js';
import { EngineUnavailableError } from './errors.js';
import { readEnvironment } from './environment.js';

export interface EngineProbe {
  readonly engine: EngineName;
  readonly available: boolean;
  /** What it would run on, or why it cannot run and what would help. */
  readonly reason: string;
}

interface EngineEntry {
  readonly probe: () => Promise<Omit<EngineProbe, 'engine'>>;
  readonly open: () => Promise<Engine>;
}

/** Each is loaded on demand: TensorFlow.js alone takes half a second and 40 MB. */
const onnx = () => import('@ram-sweep/engine-onnx');
const tfjs = (backend: TfjsBackend): EngineEntry => ({
  probe: async () => {
    const { probeTfjsBackend } = await import('@ram-sweep/engine-tfjs/probe');
    return probeTfjsBackend(backend, readEnvironment());
  },
  open: async () => {
    const { openTfjsEngine } = await import('@ram-sweep/engine-tfjs');
    return openTfjsEngine({ backend, ...readEnvironment() });
  },
});

const engines: Readonly<Record<EngineName, EngineEntry>> = {
  'tfjs-gpu': tfjs('gpu'),
  onnx: {
    probe: async () => (await onnx()).probeOnnx(),
    open: async () => (await onnx()).openOnnxEngine(),
  },
  'tfjs-node': tfjs('node'),
  'tfjs-wasm': tfjs('wasm'),
};

const probe = async (engine: EngineName): Promise<EngineProbe> => {
  const { available, reason } = await engines[engine].probe();
  return { engine, available, reason };
};

/** Every engine, or the given ones, fastest first, with whether it can run here. */
export const probeEngines = (names: readonly EngineName[] = engineNames): Promise<EngineProbe[]> =>
  Promise.all(names.map(probe));

/**
 * The engine that `auto` means here: the first of the list that is available. The others are not even tried.
 * Throws an EngineUnavailableError with the reason for each if there is none.
 */
export async function chooseEngine(choice: EngineChoice): Promise<EngineName> {
  if (choice !== 'auto') return choice;
  const reasons: string[] = [];
  for (const engine of engineNames) {
    const { available, reason } = await probe(engine);
    if (available) return engine;
    reasons.push(`\n  ${engine}: ${reason}`);
  }
  throw new EngineUnavailableError('auto', `no engine can run here:${reasons.join('')}`);
}

/** Throws an EngineUnavailableError, which says what to do, if the engine cannot run here. Opens nothing. */
export async function requireEngine(engine: EngineName): Promise<void> {
  const { available, reason } = await probe(engine);
  if (!available) throw new EngineUnavailableError(engine, `engine ${engine} cannot run here: ${reason}`);
}

/** Opens an engine in this thread. Throws an EngineUnavailableError, which says what to do, if it cannot run here. */
export async function openEngine(engine: EngineName): Promise<Engine> {
  try {
    return await engines[engine].open();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new EngineUnavailableError(engine, message, { cause });
  }
}
