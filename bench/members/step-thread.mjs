/** One model on random data, in a thread: trains for as long as it is told and says how long each step took. */
import { workerData } from 'node:worker_threads';
import { openEngine } from '@ram-sweep/engines';
import { randomWorkload, timedModel } from '../workload.mjs';
import { serve } from './thread.mjs';

const WARM_UP = 10;

const engine = await openEngine(workerData.engine);
const timed = timedModel(workerData);
const model = await engine.compile(timed.model);
const { state, batches } = randomWorkload(timed);
let steps = 0;
for (let warm = 0; warm < WARM_UP; warm += 1) await step();

serve({ device: engine.device }, { step: trainFor, check }, () => model.dispose());

async function step() {
  const { batch, noise } = /** @type {(typeof batches)[number]} */ (batches[steps % batches.length]);
  if (steps === 0) await model.load(state);
  steps += 1;
  return model.step(batch, noise, timed.trial.learningRate);
}

/** @param {{ ms: number }} request */
async function trainFor({ ms }) {
  const times = [];
  const end = performance.now() + ms;
  for (let began = performance.now(); began < end; began = performance.now()) {
    await step();
    times.push(performance.now() - began);
  }
  return { times };
}

/** Losses of the first steps from the first weights. @param {{ steps: number }} request */
async function check({ steps: count }) {
  steps = 0;
  const losses = [];
  while (steps < count) losses.push((await step()).loss);
  return { losses };
}
