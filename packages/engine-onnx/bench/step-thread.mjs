/** One of several threads that train at the same time: says when it is warm, waits for the word, measures. */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { workload } from './workload.mjs';

const { engine: name, options, steps } = workerData;
const [module, open] = name.split('#');
const engine = await (await import(module))[open](options);
const { spec, state, batch, noise } = workload(workerData);
const model = await engine.compile(spec);
await model.load(state);
for (let step = 0; step < 20; step += 1) await model.step(batch, noise, 1e-4);

parentPort.postMessage({ device: engine.device }, []);
await once(parentPort, 'message');
const times = [];
for (let step = 0; step < steps; step += 1) {
  const began = performance.now();
  await model.step(batch, noise, 1e-4);
  times.push(performance.now() - began);
}
parentPort.postMessage({ times }, []);
await model.dispose();
