/** How long training waits for its data. npm run bench:data-wait -- --help */
import { openImageSet, openSplits } from '@ram-sweep/dataset';
import { openOnnxEngine } from '@ram-sweep/engine-onnx';
import { compileTrialConfig, datasetSpecSchema } from '@ram-sweep/protocol';
import { Training } from '@ram-sweep/ram';
import { commandLine } from './command-line.mjs';

const help = `npm run bench:data-wait -- [options]

Prints the share of the time between training steps in which the training thread has nothing to train on, with batches
that it prepares itself and with batches that another thread prepares ahead.

  --data-dir DIR  folder with mnist/ (none: glyphs)
  --help          print this
`;

const STEPS = 200;
const PREFETCH = 4;
const { 'data-dir': dataDir } = commandLine(help, { 'data-dir': { type: 'string' } });

const cases = [
  { canvas: 'plain', config: {} },
  { canvas: 'translated', size: 60, config: { patchSize: 12, scale: 3 } },
  { canvas: 'cluttered', size: 60, config: { patchSize: 12, scale: 3, glimpses: 8 } },
  { canvas: 'cluttered', size: 100, clutter: 8, config: { patchSize: 12, scale: 4, glimpses: 8 } },
];

/**
 * The same splits, with the time that the training pass waits for batches added up.
 * @param {import('@ram-sweep/ram').TrainingData} data
 * @returns {{ data: import('@ram-sweep/ram').TrainingData, waited: () => number }}
 */
function timed(data) {
  let waited = 0;
  /** @param {Parameters<typeof data.train.batches>[0]} options */
  async function* batches(options) {
    const source = data.train.batches(options)[Symbol.asyncIterator]();
    for (;;) {
      const start = performance.now();
      const next = await source.next();
      waited += performance.now() - start;
      if (next.done) return;
      yield next.value;
    }
  }
  const train = { size: data.train.size, batches };
  const { imageSize, classes, pixelMean, pixelStd, validation } = data;
  return { data: { imageSize, classes, pixelMean, pixelStd, validation, train }, waited: () => waited };
}

/** @param {(typeof cases)[number]} which @param {number} prefetch */
async function measure({ config: given, ...canvas }, prefetch) {
  const spec = datasetSpecSchema.parse({ name: dataDir ? 'mnist' : 'glyphs', ...canvas });
  const images = await openImageSet(spec, { cacheDir: '.cache', ...(dataDir ? { dataDir } : {}) });
  const config = compileTrialConfig({ ...given, epochs: 1000 });
  const splits = openSplits(images, spec, { validationSplit: 0.1, seed: 1, prefetch });
  const { data, waited } = timed(splits);
  const training = await Training.start({ engine: await openOnnxEngine(), config, data });
  const enough = new AbortController();
  let [steps, start, before] = [0, 0, 0];
  const onStep = () => {
    steps += 1;
    // The first steps pay for what every training pays once.
    if (steps === 10) [start, before] = [performance.now(), waited()];
    if (steps === 10 + STEPS) enough.abort();
  };
  await training
    .epochs({ signal: enough.signal, onStep })
    .next()
    .catch(() => undefined);
  const milliseconds = performance.now() - start;
  const share = ((waited() - before) / milliseconds) * 100;
  await training.dispose();
  await splits.close();
  return { step: milliseconds / STEPS, share };
}

console.log(`${STEPS} training steps of 128 images on ONNX Runtime, ${dataDir ? 'MNIST' : 'glyphs'}`);
for (const which of cases) {
  const { canvas, size = 28 } = which;
  for (const prefetch of [0, PREFETCH]) {
    const { step, share } = await measure(which, prefetch);
    const how =
      prefetch === 0 ? 'prepared in the training thread' : `prepared ${prefetch} ahead by another  `;
    console.log(
      `${`${canvas} ${size}`.padEnd(14)} ${how}  ${step.toFixed(1).padStart(5)} ms a step, waits ${share.toFixed(2)} %`,
    );
  }
}
