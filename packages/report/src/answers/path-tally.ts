import type { ModelSpec, TracedBatch } from '@ram-sweep/ram';

/** What a model answered and where it looked, summed up over the images of a split. */
export interface PathTally {
  readonly images: number;
  /** [label][answer]: images. */
  readonly confusion: readonly (readonly number[])[];
  /** [glimpse][row][column], flat in each glimpse: images whose glimpse went into that cell of MAP_SIDE². */
  readonly maps: readonly (readonly number[])[];
  /** Side of an image in pixels, and the mean of all images: [side²], row-major, in [0, 1]. */
  readonly side: number;
  readonly meanImage: Float32Array;
}

/** Cells along each side of a map of glimpses. */
export const MAP_SIDE = 28;

/** Counts answers and glimpses of traced batches. */
export class PathCounter {
  readonly #spec: Pick<ModelSpec, 'imageSize' | 'classes' | 'glimpses'>;
  readonly #confusion: number[][];
  readonly #maps: number[][];
  readonly #pixels: Float64Array;
  #images = 0;

  constructor(spec: Pick<ModelSpec, 'imageSize' | 'classes' | 'glimpses'>) {
    this.#spec = spec;
    this.#confusion = Array.from({ length: spec.classes }, () => zeros(spec.classes));
    this.#maps = Array.from({ length: spec.glimpses }, () => zeros(MAP_SIDE ** 2));
    this.#pixels = new Float64Array(spec.imageSize ** 2);
  }

  add({ batch, evaluation }: TracedBatch): void {
    const { classes, glimpses } = this.#spec;
    for (let row = 0; row < batch.rows; row += 1) {
      const shares = evaluation.probabilities.subarray(row * classes, (row + 1) * classes);
      this.#confusion[batch.labels[row]!]![mostProbable(shares)]! += 1;
      for (let step = 0; step < glimpses; step += 1) {
        const at = (step * batch.rows + row) * 2;
        this.#maps[step]![cellOf(evaluation.locations[at]!, evaluation.locations[at + 1]!)]! += 1;
      }
    }
    const size = this.#pixels.length;
    batch.images.forEach((value, index) => {
      this.#pixels[index % size]! += value;
    });
    this.#images += batch.rows;
  }

  tally(): PathTally {
    const images = Math.max(1, this.#images);
    return {
      images: this.#images,
      confusion: this.#confusion,
      maps: this.#maps,
      side: this.#spec.imageSize,
      meanImage: Float32Array.from(this.#pixels, (sum) => sum / images),
    };
  }
}

const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);

/** Lowest index wins a tie, as in evaluation. */
function mostProbable(shares: Float32Array): number {
  return shares.reduce((best, value, index) => (value > shares[best]! ? index : best), 0);
}

/** The cell of a location in [−1, 1]²; on the edge, and beyond it, the outermost. */
function cellOf(x: number, y: number): number {
  const cell = (at: number) => Math.min(MAP_SIDE - 1, Math.max(0, Math.floor(((at + 1) / 2) * MAP_SIDE)));
  return cell(y) * MAP_SIDE + cell(x);
}
