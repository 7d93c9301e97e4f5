import { cpus } from 'node:os';
import { canRunOn, libraryVersion, listGpus, type EngineName } from '@ram-sweep/engines';

const MOST_CHARACTERS = 300;

/**
 * What the bits of a training depend on besides its config, for people: `onnx 1.30.0, AMD EPYC 9R14, Node 20`.
 * Results repeat exactly if it is the same.
 */
export async function describeEnvironment(engine: EngineName): Promise<string> {
  const node = `Node ${process.versions.node.split('.')[0]}`;
  const build = [engine, libraryVersion(engine) ?? 'of an unknown version'].join(' ');
  return [build, await processorOf(engine), node].join(', ').slice(0, MOST_CHARACTERS);
}

/** The kind of GPU that this process sees, or of the CPU. */
async function processorOf(engine: EngineName): Promise<string> {
  if (!canRunOn('gpu', engine)) return cpus()[0]?.model.trim() ?? process.arch;
  const names = new Set((await listGpus()).map(({ name }) => name));
  return names.size > 0 ? [...names].join(' and ') : 'an unknown GPU';
}
