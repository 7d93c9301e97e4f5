import { describe, expect, it } from 'vitest';
import type { Batch, Split } from '../src/index.js';
import { repeatImages } from '../src/evaluation/rollouts.js';
import { countedBatches } from '../src/training/split.js';

const batchOf = (rows: number): Batch => ({
  rows,
  images: new Float32Array(rows),
  labels: new Int32Array(rows),
});

/** A split of 10 images that hands out batches of these sizes, whatever is asked. */
const splitOf = (rows: readonly number[]): Split => ({
  size: 10,
  async *batches() {
    yield* rows.map(batchOf);
  },
});

async function rowsOf(rows: readonly number[], from = 0): Promise<number[]> {
  const seen: number[] = [];
  for await (const batch of countedBatches(splitOf(rows), { epoch: 3, from, batchSize: 4 })) {
    seen.push(batch.rows);
  }
  return seen;
}

describe('the batches of a split', () => {
  it('pass where they are whole, the last one smaller', async () => {
    expect(await rowsOf([4, 4, 2])).toEqual([4, 4, 2]);
    expect(await rowsOf([4, 2], 1)).toEqual([4, 2]);
    expect(await rowsOf([], 3)).toEqual([]);
  });

  it.each([
    { rows: [4, 4], from: 0, problem: 'epoch 3 ended after 2 of its 3 batches' },
    { rows: [4, 2], from: 0, problem: 'batch 1 of epoch 3 has 2 rows instead of 4' },
    { rows: [4, 4, 2, 4], from: 0, problem: 'batch 3 of epoch 3 has 4 rows instead of 0' },
    { rows: [4, 4, 2], from: 1, problem: 'batch 2 of epoch 3 has 4 rows instead of 2' },
    { rows: [], from: 2, problem: 'epoch 3 ended after 2 of its 3 batches' },
  ])('are refused: $problem', async ({ rows, from, problem }) => {
    await expect(rowsOf(rows, from)).rejects.toThrow(problem);
  });
});

describe('rollouts', () => {
  it('put each image several times in a row', () => {
    const batch = { rows: 2, images: Float32Array.of(1, 2, 3, 4), labels: Int32Array.of(7, 8) };
    expect(repeatImages(batch, 3)).toEqual({
      rows: 6,
      images: Float32Array.of(1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4),
      labels: Int32Array.of(7, 7, 7, 8, 8, 8),
    });
  });
});
