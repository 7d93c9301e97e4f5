/** A product of two 1024×1024 matrices on ONNX Runtime, in a thread: what its matrix product can do here. */
import { Graph } from '../../packages/engine-onnx/dist/onnx/operators.js';
import { loadOnnxRuntime } from '../../packages/engine-onnx/dist/onnx/runtime.js';
import { serve } from './thread.mjs';

const SIDE = 1024;
const WARM_UP = 5;

const { InferenceSession, Tensor } = await loadOnnxRuntime();
const graph = new Graph('product');
const input = graph.input('x', 'float32', [SIDE, SIDE]);
graph.output('y', graph.gemm(input, input), 'float32', [SIDE, SIDE]);
const session = await InferenceSession.create(graph.encode(), { intraOpNumThreads: 1 });
const values = Float32Array.from({ length: SIDE * SIDE }, (_, index) => (index % 7) / 7);
const x = new Tensor('float32', values, [SIDE, SIDE]);
for (let warm = 0; warm < WARM_UP; warm += 1) await session.run({ x });

serve({}, { product: multiplyFor }, () => session.release());

/** @param {{ ms: number }} request */
async function multiplyFor({ ms }) {
  const times = [];
  const end = performance.now() + ms;
  for (let began = performance.now(); began < end; began = performance.now()) {
    await session.run({ x });
    times.push(performance.now() - began);
  }
  return { times };
}
