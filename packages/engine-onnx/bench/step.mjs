/**
 * Time of a training step, for one model alone and for several at once, a thread each.
 *
 *   node packages/engine-onnx/bench/step.mjs [--concurrent 1,2] [--steps 200] [--config '{"scale":3}']
 *     [--image-size 28] [--engine '@ram-sweep/engine-tfjs#openTfjsEngine'] [--options '{"backend":"wasm"}']
 *
 * --config: fields of a trial config over the defaults. --options: what the engine's function takes.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { operations, workload } from './workload.mjs';

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: '@ram-sweep/engine-onnx#openOnnxEngine' },
    options: { type: 'string', default: '{}' },
    config: { type: 'string', default: '{}' },
    'image-size': { type: 'string', default: '28' },
    steps: { type: 'string', default: '200' },
    concurrent: { type: 'string', default: '1,2' },
  },
});
const job = {
  engine: values.engine,
  options: JSON.parse(values.options),
  config: JSON.parse(values.config),
  imageSize: Number(values['image-size']),
  steps: Number(values.steps),
};
const gigaOperations = operations(workload(job)) / 1e9;
console.log(`${values.engine} ${values.config}, ${gigaOperations.toFixed(2)} GFLOP a step`);
for (const threads of values.concurrent.split(',').map(Number)) await measure(threads);

async function measure(threads) {
  const script = new URL('./step-thread.mjs', import.meta.url);
  const workers = Array.from({ length: threads }, () => new Worker(script, { workerData: job }));
  const [[{ device }]] = await Promise.all(workers.map((worker) => once(worker, 'message')));
  const results = workers.map((worker) => once(worker, 'message'));
  for (const worker of workers) worker.postMessage('go', []);
  const times = (await Promise.all(results)).flatMap(([result]) => result.times).toSorted((a, b) => a - b);
  const at = (share) => times[Math.floor(share * (times.length - 1))];
  console.log(
    `${threads} at once (${device} each): median ${at(0.5).toFixed(1)} ms a step, fastest ${at(0).toFixed(1)}, ` +
      `slowest tenth from ${at(0.9).toFixed(1)}; ${((threads * gigaOperations * 1e3) / at(0.5)).toFixed(0)} GFLOP/s`,
  );
}
