import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';
import { openImageSet } from '@ram-sweep/dataset';
import type { EngineName } from '@ram-sweep/engines';
import { compileTrialConfig, datasetSpecSchema } from '@ram-sweep/protocol';
import { expect, it } from 'vitest';
import { createRunMemory } from '../../apps/worker/src/training/run-memory.js';

interface Counted {
  readonly outcome: { readonly kind: string };
  readonly counted: { readonly major: number; readonly minor: number };
  readonly buffers: { readonly least: number; readonly most: number };
  readonly hasCounted: boolean;
}

const WARM_UP = 150;

/** Trains the default model for one epoch of a little more than the steps that are counted. */
async function countCollections(engine: EngineName, steps: number, config: object = {}): Promise<Counted> {
  const batchSize = 32;
  const images = Math.ceil(((WARM_UP + steps + 50) * batchSize) / 0.9);
  const dataset = datasetSpecSchema.parse({ name: 'glyphs', train: images, test: 20 });
  const { port1, port2 } = new MessageChannel();
  port1.on('message', () => port1.postMessage('stored', []));
  const task = {
    engine,
    dataset,
    config: compileTrialConfig({ batchSize, epochs: 1, ...config }),
    images: await openImageSet(dataset, { cacheDir: 'none' }),
    checkpoint: null,
    memory: createRunMemory(),
    port: port2,
  };
  const thread = new Worker(new URL('counted-thread.mjs', import.meta.url), {
    workerData: { task, warmUp: WARM_UP, steps },
    transferList: [port2],
  });
  const [answer] = (await once(thread, 'message')) as [Counted];
  await thread.terminate();
  port1.close();
  return answer;
}

/**
 * V8 marks the whole heap once this much outside of it has come since it last did (Node 20, young generation of 16 MB).
 */
const TRIGGER = 8e6;

it('a training on ONNX Runtime collects its whole heap at no step, for it leaves nothing behind', async () => {
  const { outcome, counted, buffers, hasCounted } = await countCollections('onnx', 500);
  expect([outcome.kind, hasCounted]).toEqual(['complete', true]);
  expect(counted.major).toBe(0);
  // Whether V8 is caught by what a step leaves behind changes from run to run; how much that is does not.
  expect(buffers.most - buffers.least).toBeLessThan(TRIGGER / 2);
});

it('one on TensorFlow.js is measured and told', async () => {
  // A small model: WebAssembly takes 20 ms for a step of the default one.
  const small = { hidden: 32, patchHidden: 16, locationHidden: 16, glimpses: 3 };
  const { outcome, counted } = await countCollections('tfjs-wasm', 200, small);
  expect(outcome.kind).toBe('complete');
  console.log(
    `TensorFlow.js (WebAssembly), 200 steps: ${counted.major} major, ${counted.minor} minor collections`,
  );
});
