/** A thread that trains the model it is given, and answers with its state. */
import { parentPort, workerData } from 'node:worker_threads';
import { openOnnxEngine } from '@ram-sweep/engine-onnx';

const { spec, state, batches } = workerData;
const engine = await openOnnxEngine();
const model = await engine.compile(spec);
await model.load(state);
for (const [batch, noise] of batches) await model.step(batch, noise, 0.01);
parentPort.postMessage(await model.save(), []);
await model.dispose();
