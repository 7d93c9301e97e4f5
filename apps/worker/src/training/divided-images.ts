import { DividedSet, type ImageSet, type TrialSplits } from '@ram-sweep/dataset';
import type { DatasetSpec, TrialConfig } from '@ram-sweep/protocol';

interface Wanted {
  readonly images: ImageSet;
  readonly dataset: DatasetSpec;
  readonly config: Pick<TrialConfig, 'validationSplit' | 'seed'>;
}

/**
 * The images of a training thread as its trials see them. They are split again only if a trial needs another split
 * than the one before, because splitting takes longer than everything else between two trials of a study.
 */
export class DividedImages {
  #key: string | undefined;
  #set: DividedSet | undefined;

  /** Throws a DatasetError if a split would be too small. */
  for({ images, dataset, config }: Wanted): TrialSplits {
    const { validationSplit, seed } = config;
    const key = JSON.stringify([dataset, validationSplit]);
    if (key !== this.#key) void this.close();
    this.#set ??= new DividedSet(images, dataset, { validationSplit });
    this.#key = key;
    return this.#set.splits(seed);
  }

  /** Ends the thread that prepares batches, until images are wanted again. */
  async close(): Promise<void> {
    const set = this.#set;
    this.#set = undefined;
    await set?.close();
  }
}
