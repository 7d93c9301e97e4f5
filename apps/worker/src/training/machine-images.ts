import { openImageSet, type ImageSet } from '@ram-sweep/dataset';
import type { DatasetSpec } from '@ram-sweep/protocol';

/** The data sets of one machine. Each is read once; a failure is not remembered. */
export class MachineImages {
  readonly #places: { readonly cacheDir: string; readonly dataDir?: string };
  readonly #opened = new Map<string, Promise<ImageSet>>();

  constructor({ cacheDir, dataDir }: { cacheDir: string; dataDir?: string | undefined }) {
    this.#places = { cacheDir, ...(dataDir ? { dataDir } : {}) };
  }

  /** Throws as openImageSet does. */
  open(dataset: DatasetSpec): Promise<ImageSet> {
    const key = JSON.stringify([dataset.name, dataset.train, dataset.test]);
    const known = this.#opened.get(key);
    if (known) return known;
    const opening = openImageSet(dataset, this.#places);
    this.#opened.set(key, opening);
    opening.catch(() => this.#opened.delete(key));
    return opening;
  }
}
