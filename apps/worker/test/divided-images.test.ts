import type { DatasetSpec } from '@ram-sweep/protocol';
import { openSplits, type TrialSplits } from '@ram-sweep/dataset';
import { expect, onTestFinished, test } from 'vitest';
import { DividedImages } from '../src/training/divided-images.js';
import { images } from './runs-on-nats.js';

const dataset: DatasetSpec = { name: 'glyphs', canvas: 'plain', train: 40, test: 10 };

/** Statistics and the batches of an epoch as text. */
async function describeSplits({ train, validation, pixelMean, pixelStd }: TrialSplits): Promise<string> {
  const batches: unknown[] = [pixelMean, pixelStd];
  for (const split of [train, validation]) {
    for await (const { labels, images: pixels } of split.batches({ epoch: 1, from: 0, batchSize: 16 }))
      batches.push(
        [...labels],
        pixels.reduce((sum, pixel, index) => sum + pixel * index, 0),
      );
  }
  return JSON.stringify(batches);
}

test('each trial of a thread sees what it would see alone, whatever the one before it saw', async () => {
  const divided = new DividedImages();
  onTestFinished(() => divided.close());
  const trials = [
    { dataset, config: { validationSplit: 0.1, seed: 1 } },
    { dataset, config: { validationSplit: 0.1, seed: 2 } },
    { dataset, config: { validationSplit: 0.25, seed: 2 } },
    { dataset: { ...dataset, train: 30 }, config: { validationSplit: 0.25, seed: 2 } },
    { dataset, config: { validationSplit: 0.1, seed: 1 } },
  ];
  for (const trial of trials) {
    const opened = await images.open(trial.dataset);
    const alone = openSplits(opened, trial.dataset, trial.config);
    onTestFinished(() => alone.close());
    const seen = await describeSplits(divided.for({ images: opened, ...trial }));
    expect(seen).toBe(await describeSplits(alone));
  }
});

test('a trial after one that failed has batches again', async () => {
  const divided = new DividedImages();
  onTestFinished(() => divided.close());
  const trial = { images: await images.open(dataset), dataset, config: { validationSplit: 0.1, seed: 1 } };
  const before = await describeSplits(divided.for(trial));
  await divided.close();
  expect(await describeSplits(divided.for(trial))).toBe(before);
});
