import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openImageSet, openSplits } from '@ram-sweep/dataset';
import { readSearch } from './study.mjs';

/**
 * A folder with what the other side trains on, for as long as it is used: the very images that ours trains on and
 * validates on, and the search.
 * @template Result
 * @param {{ cacheDir: string, dataDir: string | undefined }} folders
 * @param {(folder: string) => Promise<Result>} use
 */
export async function withPeerFolder({ cacheDir, dataDir }, use) {
  const { spec, pruner, config } = await readSearch();
  const set = await openImageSet(spec.dataset, {
    cacheDir,
    ...(dataDir ? { dataDir } : {}),
    download: false,
  });
  const splits = openSplits(set, spec.dataset, { ...config, prefetch: 0 });
  const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-quality-'));
  try {
    const { pixelMean, pixelStd } = splits;
    const search = { space: spec.space, pruner, config, pixelMean, pixelStd };
    await writeFile(join(folder, 'spec.json'), JSON.stringify(search));
    await writeSplit(folder, 'train', splits.train);
    await writeSplit(folder, 'validation', splits.validation);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder @param {string} name @param {import('@ram-sweep/dataset').Split} split */
async function writeSplit(folder, name, split) {
  /** @type {{ images: Uint8Array[], labels: Uint8Array[] }} */
  const { images, labels } = { images: [], labels: [] };
  for await (const batch of split.batches({ epoch: 1, from: 0, batchSize: 1000 })) {
    images.push(Uint8Array.from(batch.images, (pixel) => Math.round(255 * pixel)));
    labels.push(Uint8Array.from(batch.labels));
  }
  await writeFile(join(folder, `${name}-images.bin`), Buffer.concat(images));
  await writeFile(join(folder, `${name}-labels.bin`), Buffer.concat(labels));
}
