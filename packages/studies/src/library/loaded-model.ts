import { tracePaths, type Evaluation, type ModelSpec } from '@ram-sweep/ram';
import type { TrialDetail } from '@ram-sweep/store/read';
import { badUsage } from '../errors.js';
import type { TrainedModel as Opened } from '../models/trained-model.js';
import { checkImage } from './checks/check-image.js';
import { compileWantedImages } from './checks/compile-arguments.js';
import { Usage } from './usage.js';
import type { LabelledImage, Look, TrainedModel } from './interfaces/trained-model.js';

/** Images in one pass through the model. */
const AT_ONCE = 256;

/** A model that was opened, as programs use it. `close` frees it, after what looks at images has done so. */
export function modelOf(
  { trained, close }: { readonly trained: Opened; readonly close: () => Promise<void> },
  { number: trial, config }: Pick<TrialDetail, 'number' | 'config'>,
): TrainedModel {
  const { model, splits, epoch, validationError, engine } = trained;
  const { imageSize: size, classes } = model.spec;
  const usage = new Usage(close, () => badUsage(`the model of trial ${trial} is closed`, 'open it again'));
  const lookAt = async (images: readonly Float32Array[]): Promise<Look[]> => {
    const split = asSplit(images, size);
    // What is random in a path is drawn as it was for the validation images, so those are looked at as they were then.
    const asked = { model, split, seed: config.seed, label: 'validation', policy: config.evaluation };
    const looks: Look[] = [];
    if (images.length === 0) return looks;
    for await (const { batch, evaluation } of tracePaths({ ...asked, batchSize: AT_ONCE }))
      looks.push(...looksOf(evaluation, batch.rows, model.spec));
    return looks;
  };
  const look: TrainedModel['look'] = (images) => usage.during(() => lookAt(images));
  return {
    trial,
    epoch,
    validationError,
    engine,
    size,
    classes,
    look,
    classify: async (images) => (await look(images)).map(({ label }) => label),
    images: (split, count) =>
      usage.during(() => {
        const wanted = compileWantedImages({ split, count });
        return firstOf(splits[wanted.split], wanted.count, size);
      }),
    close: () => usage.end(),
    [Symbol.asyncDispose]: () => usage.end(),
  };
}

type Split = Parameters<typeof tracePaths>[0]['split'];

/** Images of nobody's data set, which have no labels, as a split. Throws for what is none. */
function asSplit(images: readonly Float32Array[], size: number): Split {
  if (!Array.isArray(images)) throw badUsage('there are no images to look at', 'give them as an array');
  for (const [index, image] of images.entries()) checkImage(image, index, size);
  return {
    size: images.length,
    async *batches({ batchSize }) {
      for (let from = 0; from < images.length; from += batchSize) {
        const some = images.slice(from, from + batchSize);
        const pixels = new Float32Array(some.length * size * size);
        for (const [row, image] of some.entries()) pixels.set(image, row * size * size);
        yield { rows: some.length, images: pixels, labels: new Int32Array(some.length) };
      }
    },
  };
}

function looksOf({ probabilities, locations }: Evaluation, rows: number, spec: ModelSpec): Look[] {
  const { classes, glimpses } = spec;
  return Array.from({ length: rows }, (_, row) => {
    const ofImage = [...probabilities.subarray(row * classes, (row + 1) * classes)];
    // The lowest index wins a tie, as in training.
    const label = ofImage.indexOf(Math.max(...ofImage));
    const path = Array.from({ length: glimpses }, (__, step) => {
      const at = (step * rows + row) * 2;
      return { x: locations[at]!, y: locations[at + 1]! };
    });
    return { label, probability: ofImage[label]!, probabilities: ofImage, path };
  });
}

async function firstOf(split: Split, count: number, size: number): Promise<LabelledImage[]> {
  const batchSize = Math.min(count, split.size);
  if (batchSize < 1) return [];
  for await (const { rows, images, labels } of split.batches({ epoch: 0, from: 0, batchSize })) {
    return Array.from({ length: rows }, (_, row) => ({
      pixels: images.slice(row * size * size, (row + 1) * size * size),
      label: labels[row]!,
    }));
  }
  return [];
}
