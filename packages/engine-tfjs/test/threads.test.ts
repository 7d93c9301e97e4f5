import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { openTfjsEngine } from '@ram-sweep/engine-tfjs';
import { freshState, initialParameters } from '@ram-sweep/ram';
import { randomInput, smallSpec } from './small-model.js';

describe('worker threads', () => {
  it('train at once, each as if it were alone', async () => {
    const jobs = [1, 2].map((seed) => ({
      spec: smallSpec,
      state: freshState(smallSpec, initialParameters(smallSpec, seed)),
      ...randomInput(smallSpec, 8, seed),
      steps: 20,
    }));
    const threads = jobs.map(
      (job) => new Worker(new URL('training-thread.mjs', import.meta.url), { workerData: job }),
    );
    await Promise.all(threads.map((thread) => once(thread, 'message')));
    const trained = threads.map((thread) => once(thread, 'message'));
    for (const thread of threads) thread.postMessage('go', []);
    for (const [index, job] of jobs.entries()) {
      const [state] = (await trained[index]) as [unknown];
      expect(state).toEqual(await trainHere(job));
    }
    await Promise.all(threads.map((thread) => thread.terminate()));
  });
});

async function trainHere({ spec, state, batch, noise, steps }: Job) {
  const model = await (await openTfjsEngine({ backend: 'wasm' })).compile(spec);
  await model.load(state);
  for (let step = 0; step < steps; step += 1) await model.step(batch, noise, 0.01);
  return model.save();
}

type Job = {
  spec: typeof smallSpec;
  state: ReturnType<typeof freshState>;
  steps: number;
} & ReturnType<typeof randomInput>;
