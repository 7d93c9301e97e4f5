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
 * each class, and the first `wrongCount` wrong ones. Stops reading when it has them.
 */
export async function samplePaths(
  traced: AsyncIterable<TracedBatch>,
  spec: Pick<ModelSpec, 'imageSize' | 'classes' | 'glimpses' | 'patchSize' | 'scale'>,
  wrongCount: number,
): Promise<SamplePaths> {
  const right = new Map<number, GlimpsePath>();
  const wrong: GlimpsePath[] = [];
  let images = 0;
  for await (const batch of traced) {
    for (let row = 0; row < batch.batch.rows; row += 1) {
      const path = glimpsePath(batch, row, spec);
      if (path.answer !== path.label) {
        if (wrong.length < wrongCount) wrong.push(path);
      } else if (!right.has(path.label)) right.set(path.label, path);
    }
    images += batch.batch.rows;
    if (right.size === spec.classes && wrong.length === wrongCount) break;
  }
  return { right: [...right.values()].toSorted((a, b) => a.label - b.label), wrong, images };
}
