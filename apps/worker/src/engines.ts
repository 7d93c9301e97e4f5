import { openOnnxEngine, probeOnnx } from '@ram-sweep/engine-onnx';
import { openTfjsEngine, probeTfjsBackends } from '@ram-sweep/engine-tfjs';
import type { Engine } from '@ram-sweep/ram';

const engineNames = ['tfjs-gpu', 'onnx', 'tfjs-node', 'tfjs-wasm'] as const;
export const engineChoices = ['auto', ...engineNames] as const;
export type EngineName = (typeof engineNames)[number];
export type EngineChoice = (typeof engineChoices)[number];

export interface EngineProbe {
  readonly engine: EngineName;
  readonly available: boolean;
  /** What it would run on, or why it cannot and what would help. */
  readonly reason: string;
}

/** Every engine, fastest first, with whether it can run here. */
export async function probeEngines(): Promise<EngineProbe[]> {
  const [backends, onnx] = await Promise.all([probeTfjsBackends(), probeOnnx()]);
  const found = new Map<string, Omit<EngineProbe, 'engine'>>([
    ['onnx', onnx],
    ...backends.map(({ backend, available, reason }) => [`tfjs-${backend}`, { available, reason }] as const),
  ]);
  return engineNames.map((engine) => ({
    engine,
    ...(found.get(engine) ?? { available: false, reason: 'unknown to this build' }),
  }));
}

/** The engine that `auto` means here: the first of the list that is available. */
export async function chooseEngine(choice: EngineChoice): Promise<EngineName> {
  if (choice !== 'auto') return choice;
  return (await probeEngines()).find((probe) => probe.available)?.engine ?? 'tfjs-wasm';
}

const opens: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  'tfjs-gpu': () => openTfjsEngine({ backend: 'gpu' }),
  onnx: () => openOnnxEngine(),
  'tfjs-node': () => openTfjsEngine({ backend: 'node' }),
  'tfjs-wasm': () => openTfjsEngine({ backend: 'wasm' }),
};

/** Opens an engine in this thread. Throws with the way out where it cannot run here. */
export const openEngine = (engine: EngineName): Promise<Engine> => opens[engine]();
