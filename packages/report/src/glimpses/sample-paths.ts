import type { ModelSpec, TracedBatch } from '@ram-sweep/ram';
import { glimpsePath, type GlimpsePath } from './glimpse-path.js';

export interface SamplePaths {
  /** The first image of each class that is answered rightly, by class. */
  readonly right: readonly GlimpsePath[];
  /** The first images that are answered wrongly. */
  readonly wrong: readonly GlimpsePath[];
  /** Images that were looked at for these. */
  readonly images: number;
}

/**
 * Chooses sample images by a rule that leaves no room for taste: in the order of the split, the first right one of
 * each class, and the first `wrongCount` wrong ones.
 */
export class SampleChoice {
  readonly #spec: Pick<ModelSpec, 'imageSize' | 'classes' | 'glimpses' | 'patchSize' | 'scale'>;
  readonly #wrongCount: number;
  readonly #right = new Map<number, GlimpsePath>();
  readonly #wrong: GlimpsePath[] = [];
  #images = 0;

  constructor(
    spec: Pick<ModelSpec, 'imageSize' | 'classes' | 'glimpses' | 'patchSize' | 'scale'>,
    wrongCount: number,
  ) {
    this.#spec = spec;
    this.#wrongCount = wrongCount;
  }

  /** Looks at the next batch; no more once it has what it wants. */
  add(batch: TracedBatch): void {
    if (this.#isDone) return;
    for (let row = 0; row < batch.batch.rows; row += 1) this.#addPath(glimpsePath(batch, row, this.#spec));
    this.#images += batch.batch.rows;
  }

  samples(): SamplePaths {
    const right = [...this.#right.values()].toSorted((a, b) => a.label - b.label);
    return { right, wrong: this.#wrong, images: this.#images };
  }

  get #isDone(): boolean {
    return this.#right.size === this.#spec.classes && this.#wrong.length === this.#wrongCount;
  }

  #addPath(path: GlimpsePath): void {
    if (path.answer !== path.label) {
      if (this.#wrong.length < this.#wrongCount) this.#wrong.push(path);
    } else if (!this.#right.has(path.label)) this.#right.set(path.label, path);
  }
}
