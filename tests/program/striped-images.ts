import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** IDX files of so many striped images in each split, with the labels 0 … 9 in turns. */
export async function writeImages(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const pixels = Uint8Array.from({ length: count * 28 * 28 }, (_, pixel) => pixel % 251);
  const images = idx([count, 28, 28], pixels);
  const labels = idx(
    [count],
    Uint8Array.from({ length: count }, (_, image) => image % 10),
  );
  for (const split of ['train', 't10k']) {
    await writeFile(join(folder, `${split}-images-idx3-ubyte`), images);
    await writeFile(join(folder, `${split}-labels-idx1-ubyte`), labels);
  }
}

function idx(sizes: readonly number[], bytes: Uint8Array): Buffer {
  const header = Buffer.from([0, 0, 0x08, sizes.length]);
  const shape = Buffer.alloc(4 * sizes.length);
  sizes.forEach((size, axis) => shape.writeUInt32BE(size, 4 * axis));
  return Buffer.concat([header, shape, bytes]);
}
