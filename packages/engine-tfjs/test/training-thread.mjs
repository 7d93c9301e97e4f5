import { parentPort, workerData } from 'node:worker_threads';
import { openTfjsEngine } from '@ram-sweep/engine-tfjs';

// A worker thread that trains the model it is given for some steps and posts the state that comes out.
const { spec, state, batch, noise, steps } = workerData;
const engine = await openTfjsEngine({ backend: 'wasm' });
const model = await engine.compile(spec);
await model.load(state);
parentPort.postMessage('ready', []);
await new Promise((resolve) => {
  parentPort.once('message', resolve);
});
for (let step = 0; step < steps; step += 1) await model.step(batch, noise, 0.01);
parentPort.postMessage(await model.save(), []);
