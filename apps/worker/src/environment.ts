import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import type { EngineName } from '@ram-sweep/engines';

const MOST_CHARACTERS = 300;

/**
 * What the bits of a training depend on besides its config, for people: `onnx 1.30.0, AMD EPYC 9R14, Node 20`. Results
 * repeat exactly where it is the same.
 */
export function describeEnvironment(engine: EngineName, device: string): string {
  const [processor] = cpus();
  const parts = [
    [engine, libraryVersion(engine)].join(' ').trim(),
    device.startsWith('CPU') ? (processor?.model ?? process.arch).trim() : device,
    `Node ${process.versions.node.split('.')[0]}`,
  ];
  return parts.join(', ').slice(0, MOST_CHARACTERS);
}

const libraries: Readonly<Record<EngineName, string>> = {
  onnx: 'onnxruntime-node',
  'tfjs-gpu': '@tensorflow/tfjs-node-gpu',
  'tfjs-node': '@tensorflow/tfjs-node',
  'tfjs-wasm': '@tensorflow/tfjs-backend-wasm',
};

/** The version of the library that computes, or nothing where its package does not say. */
function libraryVersion(engine: EngineName): string {
  try {
    const packageFile: unknown = createRequire(import.meta.url)(`${libraries[engine]}/package.json`);
    return (packageFile as { version: string }).version;
  } catch {
    return '';
  }
}
