import { describe, expect, test } from 'vitest';
import { capacityWarnings, requireCapacity } from '../src/drive/capacity.js';

const laptop = { cores: 2, memory: 8e9 };
/** 70,000 images of 785 bytes: 55 MB for each process. */
const mnist = { train: 60_000, test: 10_000 };
const workers = (count: number, slots: number, gpu: number | null = null) =>
  Array.from({ length: count }, () => ({ slots, gpu }));

describe('workers that a machine has room for', () => {
  test('are not spoken of, nor are a few threads more than cores', () => {
    expect(capacityWarnings(workers(1, 2), mnist, laptop)).toEqual([]);
    expect(capacityWarnings(workers(2, 2), mnist, laptop)).toEqual([]);
    expect(() => requireCapacity(workers(2, 2), mnist, laptop)).not.toThrow();
  });

  test('are warned of where their threads only get in one another’s way', () => {
    expect(capacityWarnings(workers(1, 8), mnist, laptop)).toEqual([
      '8 training threads on 2 cores train no more than 2 do, and each of them is slower: lower --workers or --threads',
    ]);
    // A GPU's thread waits for the GPU, not for a core.
    expect(capacityWarnings(workers(8, 1, 0), mnist, { ...laptop, memory: 64e9 })).toEqual([]);
  });
});

// A worker has 230 MB, its images 55 MB, each of its threads 90 MB: 375 MB for one with one thread.
describe('workers beyond the memory of a machine', () => {
  test('are refused, with the flag that overrides', () => {
    expect(() => requireCapacity(workers(256, 1), mnist, laptop)).toThrow(
      '256 workers with 256 training threads need 96.0 GB of memory at least, and 8.0 GB are here',
    );
    expect(() => requireCapacity(workers(256, 1), mnist, laptop)).toThrow(
      expect.objectContaining({ kind: 'usage', hint: expect.stringContaining('--oversubscribe') }),
    );
  });

  test('are warned of before that: models and servers need memory too', () => {
    const [, warning] = capacityWarnings(workers(20, 1), mnist, laptop);
    expect(warning).toMatch(
      /^20 workers with 20 training threads take 7\.5 GB of memory at least, of the 8\.0 GB here/,
    );
    expect(() => requireCapacity(workers(20, 1), mnist, laptop)).not.toThrow();
  });
});
