import type { ModelSpec } from '@ram-sweep/ram';
import * as fc from 'fast-check';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { Inputs, rows } from '../src/inputs.js';
import { Graph } from '../src/onnx/operators.js';
import { pyramid, retina } from '../src/graph/retina.js';
import { smallSpec } from './small-model.js';

type Sight = Pick<ModelSpec, 'imageSize' | 'patchSize' | 'scale'>;

/** Pixels are whole numbers and locations multiples of 1/64, so float32 is exact and the two must be equal. */
it('sees the same pixels as a loop over them does', async () => {
  const sights = fc.record({
    imageSize: fc.integer({ min: 1, max: 24 }),
    patchSize: fc.integer({ min: 1, max: 9 }),
    scale: fc.integer({ min: 1, max: 4 }),
  });
  const places = fc.array(fc.tuple(fc.integer({ min: -64, max: 64 }), fc.integer({ min: -64, max: 64 })), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(sights, places, async (sight, grid) => {
      const locations = grid.map(([x, y]) => [x / 64, y / 64] as const);
      const images = grid.map((_, row) => imageOf(sight, row));
      const expected = locations.flatMap(([x, y], row) => look(sight, images[row]!, x, y));
      expect(await seen(sight, images.flat(), locations.flat())).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

/** Whole numbers below 256 without a pattern that shifts could hide in. */
const imageOf = ({ imageSize }: Sight, row: number) =>
  Array.from({ length: imageSize ** 2 }, (_, pixel) => ((pixel + 7 * row + 1) * 97) % 251);

/** The retina as the engine contract words it. */
function look({ imageSize, patchSize, scale }: Sight, image: number[], x: number, y: number): number[] {
  const pixel = (row: number, column: number) =>
    row < 0 || column < 0 || row >= imageSize || column >= imageSize ? 0 : image[row * imageSize + column]!;
  const start = (place: number, side: number) => Math.floor(((place + 1) / 2) * imageSize - side / 2 + 0.5);
  return Array.from({ length: scale * patchSize ** 2 }, (_, cell) => {
    const window = 2 ** Math.floor(cell / patchSize ** 2);
    const row = start(y, patchSize * window) + window * (Math.floor(cell / patchSize) % patchSize);
    const column = start(x, patchSize * window) + window * (cell % patchSize);
    let sum = 0;
    for (let at = 0; at < window ** 2; at += 1) {
      sum += pixel(row + Math.floor(at / window), column + (at % window));
    }
    return sum / window ** 2;
  });
}

async function seen(sight: Sight, pixels: number[], locations: number[]): Promise<number[]> {
  const spec = { ...smallSpec, ...sight, pixelShift: 0, pixelGain: 1 };
  const graph = new Graph('retina');
  const { images, first } = new Inputs(graph, spec);
  const size = sight.scale * sight.patchSize ** 2;
  graph.output('seen', retina(graph, spec, pyramid(graph, spec, images), first), 'float32', [rows, size]);
  const session = await InferenceSession.create(graph.encode(), { intraOpNumThreads: 1 });
  const count = locations.length / 2;
  const results = await session.run({
    images: new Tensor('float32', Float32Array.from(pixels), [count, sight.imageSize ** 2]),
    first: new Tensor('float32', Float32Array.from(locations), [count, 2]),
  });
  await session.release();
  return [...(results['seen']!.data as Float32Array)];
}
