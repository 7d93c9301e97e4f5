import { engineNames, type EngineChoice, type EngineName } from './engine-names.js';

/** What an engine can do, for planning processes. */
export interface EngineCapabilities {
  /** How it reaches GPUs; `none`: it computes on the CPU. */
  readonly gpu: 'cuda' | 'webgpu' | 'none';
  /** Training threads that one process should have: `one`, or as many as it has cores. */
  readonly threadsPerProcess: 'one' | 'cores';
  /** Trials that one training thread trains in one step. */
  readonly lanes: number;
}

const onCpu: EngineCapabilities = Object.freeze({ gpu: 'none', threadsPerProcess: 'cores', lanes: 1 });

const declared: Readonly<Record<EngineName, EngineCapabilities>> = Object.freeze({
  'tfjs-gpu': Object.freeze({ gpu: 'cuda', threadsPerProcess: 'one', lanes: 1 }),
  onnx: onCpu,
  'tfjs-node': onCpu,
  'tfjs-wasm': onCpu,
});

export const capabilitiesOf = (engine: EngineName): EngineCapabilities => declared[engine];

/** The engines that compute on GPUs, fastest first. */
export const gpuEngines: readonly EngineName[] = engineNames.filter((name) => declared[name].gpu !== 'none');

/** Whether the choice can mean an engine on the CPU or on a GPU; `auto` can mean either. */
export const canRunOn = (device: 'cpu' | 'gpu', choice: EngineChoice): boolean =>
  choice === 'auto' || (declared[choice].gpu === 'none') === (device === 'cpu');
