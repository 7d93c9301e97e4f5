/**
 * Where a training step's time goes, by operator, beside the speed of one large product on this machine.
 *
 *   node packages/engine-onnx/bench/profile.mjs [--config '{"scale":3}'] [--image-size 28] [--steps 200]
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parameterShapes } from '@ram-sweep/ram';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { trainingGraph } from '../dist/graphs.js';
import { Graph } from '../dist/operators.js';
import { operations, workload } from './workload.mjs';

const { values } = parseArgs({
  options: {
    config: { type: 'string', default: '{}' },
    'image-size': { type: 'string', default: '28' },
    steps: { type: 'string', default: '200' },
  },
});
const work = workload({ config: JSON.parse(values.config), imageSize: Number(values['image-size']) });
const gigaOperations = operations(work) / 1e9;
const peak = await largeProduct(1024);
const times = await profile(work, Number(values.steps));
const total = [...times.values()].reduce((sum, ms) => sum + ms, 0);
const products = ['Gemm', 'FusedGemm'].reduce((sum, name) => sum + (times.get(name) ?? 0), 0);

console.log(`one product of 1024³: ${peak.toFixed(0)} GFLOP/s`);
console.log(
  `training graph: ${total.toFixed(2)} ms in operators, ${gigaOperations.toFixed(2)} GFLOP; Gemm ` +
    `${products.toFixed(2)} ms (${((100 * products) / total).toFixed(0)} %), ${((gigaOperations * 1e3) / products).toFixed(0)} GFLOP/s`,
);
for (const [name, ms] of [...times].toSorted(([, a], [, b]) => b - a)) {
  console.log(`${name.padEnd(16)} ${ms.toFixed(3)} ms`);
}

/** GFLOP/s of the fastest of many runs. */
async function largeProduct(side) {
  const graph = new Graph('product');
  const input = graph.input('x', 'float32', [side, side]);
  graph.output('y', graph.gemm(input, input), 'float32', [side, side]);
  const session = await InferenceSession.create(graph.encode(), { intraOpNumThreads: 1 });
  const x = new Tensor('float32', new Float32Array(side * side).fill(0.5), [side, side]);
  let fastest = Infinity;
  for (let run = 0; run < 20; run += 1) {
    const began = performance.now();
    await session.run({ x });
    fastest = Math.min(fastest, performance.now() - began);
  }
  return (2 * side ** 3) / fastest / 1e6;
}

/** Mean ms of a step by operator. */
async function profile({ spec, state, rows, batch, noise }, steps) {
  const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-profile-'));
  const session = await InferenceSession.create(trainingGraph(spec), {
    intraOpNumThreads: 1,
    enableProfiling: true,
    profileFilePrefix: join(folder, 'run'),
  });
  const given = {
    images: new Tensor('float32', batch.images, [rows, spec.imageSize ** 2]),
    labels: new Tensor('int32', batch.labels, [rows, 1]),
    first: new Tensor('float32', noise.first, [rows, 2]),
    steps: new Tensor('float32', noise.steps, [spec.glimpses - 1, rows, 2]),
  };
  for (const [name, shape] of Object.entries(parameterShapes(spec))) {
    given[name] = new Tensor('float32', state.parameters[name], shape);
  }
  const feeds = Object.fromEntries(session.inputNames.map((name) => [name, given[name]]));
  for (let step = 0; step < steps; step += 1) await session.run(feeds);
  session.endProfiling();
  const [file] = await readdir(folder);
  const events = JSON.parse(await readFile(join(folder, file), 'utf8'));
  await rm(folder, { recursive: true });
  return byOperator(events, steps);
}

function byOperator(events, steps) {
  const milliseconds = new Map();
  for (const { cat, name, args, dur } of events) {
    if (cat !== 'Node' || !name.endsWith('_kernel_time')) continue;
    const before = milliseconds.get(args.op_name) ?? 0;
    milliseconds.set(args.op_name, before + dur / 1e3 / steps);
  }
  return milliseconds;
}
