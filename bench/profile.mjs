/** Where a training step's time goes on ONNX Runtime. npm run bench:profile -- --help */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parameterShapes } from '@ram-sweep/ram';
import { trainingGraph } from '../packages/engine-onnx/dist/graph/graphs.js';
import { loadOnnxRuntime } from '../packages/engine-onnx/dist/onnx/runtime.js';
import { commandLine } from './command-line.mjs';
import { stepFlops } from './step-cost.mjs';
import { median } from './summary.mjs';
import { randomWorkload, timedModel } from './workload.mjs';

const help = `npm run bench:profile -- [options]

Prints what the operators of one training step take on ONNX Runtime, the longest first, and how fast its products are.

  --config JSON   fields of a trial's config over the defaults, such as '{"scale":3}'
  --image-size N  side of the canvas in pixels (28)
  --steps N       steps; the median counts (200)
  --help          print this
`;

const values = commandLine(help, {
  config: { type: 'string', default: '{}' },
  'image-size': { type: 'string', default: '28' },
  steps: { type: 'string', default: '200' },
});
const { InferenceSession, Tensor } = await loadOnnxRuntime();
const timed = timedModel({ config: JSON.parse(values.config), imageSize: Number(values['image-size']) });
const kernels = await profile(Number(values.steps));
const total = [...kernels.values()].reduce((sum, ms) => sum + ms, 0);
const products = (kernels.get('Gemm') ?? 0) + (kernels.get('FusedGemm') ?? 0);
const flops = stepFlops(timed.model, timed.trial.batchSize);

console.log(
  `${total.toFixed(2)} ms in operators; products ${products.toFixed(2)} ms, ` +
    `${(flops / products / 1e6).toFixed(0)} GFLOP/s`,
);
for (const [name, ms] of [...kernels].toSorted(([, a], [, b]) => b - a)) {
  console.log(`${name.padEnd(16)} ${ms.toFixed(3)} ms`);
}

/** ms of a step by operator: the sum over its nodes of each one's median time. @param {number} steps */
async function profile(steps) {
  const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-profile-'));
  const session = await InferenceSession.create(trainingGraph(timed.model), {
    intraOpNumThreads: 1,
    enableProfiling: true,
    profileFilePrefix: join(folder, 'run'),
  });
  const feeds = Object.fromEntries(
    Object.entries(given()).filter(([name]) => session.inputNames.includes(name)),
  );
  for (let step = 0; step < steps; step += 1) await session.run(feeds);
  session.endProfiling();
  const [file = ''] = await readdir(folder);
  const events = JSON.parse(await readFile(join(folder, file), 'utf8'));
  await rm(folder, { recursive: true });
  return byOperator(events);
}

/** Everything that a graph may read, by name. */
function given() {
  const { trial, model } = timed;
  const { state, batches } = randomWorkload(timed);
  const [{ batch, noise }] = /** @type {[(typeof batches)[number]]} */ (batches);
  const rows = trial.batchSize;
  const parameters = Object.entries(parameterShapes(model)).map(([name, shape]) => [
    name,
    new Tensor('float32', /** @type {Float32Array} */ (state.parameters[name]), [...shape]),
  ]);
  return {
    images: new Tensor('float32', batch.images, [rows, model.imageSize ** 2]),
    labels: new Tensor('int32', batch.labels, [rows, 1]),
    first: new Tensor('float32', noise.first, [rows, 2]),
    steps: new Tensor('float32', noise.steps, [model.glimpses - 1, rows, 2]),
    .../** @type {Record<string, InstanceType<typeof Tensor>>} */ (Object.fromEntries(parameters)),
  };
}

/** @param {readonly { cat: string, name: string, args: { op_name: string }, dur: number }[]} events */
function byOperator(events) {
  const nodes = /** @type {Map<string, { operator: string, times: number[] }>} */ (new Map());
  for (const { cat, name, args, dur } of events) {
    if (cat !== 'Node' || !name.endsWith('_kernel_time')) continue;
    const node = nodes.get(name) ?? { operator: args.op_name, times: [] };
    nodes.set(name, node);
    node.times.push(dur / 1e3);
  }
  const milliseconds = /** @type {Map<string, number>} */ (new Map());
  for (const { operator, times } of nodes.values()) {
    milliseconds.set(operator, (milliseconds.get(operator) ?? 0) + median(times));
  }
  return milliseconds;
}
