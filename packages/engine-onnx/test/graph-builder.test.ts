import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { Graph } from '../src/onnx/operators.js';

async function run(graph: Graph, feeds: Record<string, Tensor>): Promise<Record<string, unknown>> {
  const session = await InferenceSession.create(graph.encode());
  const results = await session.run(feeds);
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data, dims }]) => [name, { data: [...data], dims }]),
  );
}

const list = (...values: number[]) => new Tensor('float32', Float32Array.from(values), [values.length]);

describe('a built graph', () => {
  it('runs with any length of a named dimension', async () => {
    const graph = new Graph('test');
    const x = graph.input('x', 'float32', ['n']);
    graph.output('y', graph.add(graph.scale(x, 2), graph.float(1)), 'float32', ['n']);
    expect(await run(graph, { x: list(1, 2) })).toEqual({ y: { data: [3, 5], dims: [2] } });
    expect(await run(graph, { x: list(5) })).toEqual({ y: { data: [11], dims: [1] } });
  });

  it('gives one value, an input and a constant as results', async () => {
    const graph = new Graph('test');
    const x = graph.input('x', 'float32', ['n']);
    const square = graph.square(x);
    graph.output('a', square, 'float32', ['n']);
    graph.output('b', square, 'float32', ['n']);
    graph.output('same', x, 'float32', ['n']);
    graph.output('seven', graph.float(7), 'float32', []);
    expect(await run(graph, { x: list(3) })).toEqual({
      a: { data: [9], dims: [1] },
      b: { data: [9], dims: [1] },
      same: { data: [3], dims: [1] },
      seven: { data: [7], dims: [] },
    });
  });

  it('tells constants of one content but another type or shape apart', async () => {
    const graph = new Graph('test');
    const x = graph.input('x', 'float32', ['n']);
    graph.output('row', graph.add(x, graph.floats([0, 0], [2])), 'float32', ['n']);
    graph.output('column', graph.add(x, graph.floats([0, 0], [2, 1])), 'float32', [2, 'n']);
    graph.output('int', graph.add(graph.toInt32(x), graph.int32s([0, 0], [2])), 'int32', ['n']);
    const { row, column, int } = await run(graph, { x: list(1, 2) });
    expect(row).toEqual({ data: [1, 2], dims: [2] });
    expect(column).toEqual({ data: [1, 2, 1, 2], dims: [2, 2] });
    expect(int).toEqual({ data: [1, 2], dims: [2] });
  });
});
