import { publishedImages, type DatasetSpec } from '@ram-sweep/protocol';
import { DataFolderError, DatasetError } from './errors.js';
import { drawGlyphs, GLYPHS_SOURCE, GLYPH_TEST_COUNT, GLYPH_TRAIN_COUNT } from './glyphs/glyphs.js';
import { CLASSES, type Images } from './images.js';
import { fileRoles, publishedSets, type PublishedSet } from './published/mirrors.js';
import { cachedFiles, findInDataDir, isIntact, sizeOf } from './published/published-files.js';
import { checkSetFiles, openPublishedSet, type OpenOptions } from './published/published-set.js';

/** One data set, whole. Its arrays are shared, so posting it to a thread copies nothing. */
export interface ImageSet {
  readonly name: DatasetSpec['name'];
  /** Where it came from, in words: a folder, or that ram-sweep drew it. */
  readonly source: string;
  readonly classes: number;
  readonly train: Images;
  readonly test: Images;
}

/** Where a data set would come from. */
export interface ImageSetFacts {
  readonly name: DatasetSpec['name'];
  /** Whether it can be opened without a download. */
  readonly available: boolean;
  /** The folder it is in, the mirror it would come from, or the fault of the copy that was found. */
  readonly source: string;
  /** Whether the user's data folder has it; null where there is no such folder. */
  readonly inDataDir: boolean | null;
  /** Images, as published or as drawn by default. */
  readonly train: number;
  readonly test: number;
  /** Size of its files, or of its download; 0 for glyphs. */
  readonly bytes: number;
}

/**
 * Opens the images of a data set: from `dataDir`, otherwise from `cacheDir`, otherwise by download into it. With
 * `train` or `test` in the spec, only the first N images are kept. Throws a DatasetError for damaged files or too
 * few images, a DatasetMissingError if there are none, and the signal's reason if it is aborted.
 */
export async function openImageSet(spec: DatasetSpec, options: OpenOptions): Promise<ImageSet> {
  if (spec.name === 'glyphs') {
    const { train, test } = await drawGlyphs(spec, options.signal);
    return { name: spec.name, source: GLYPHS_SOURCE, classes: CLASSES, train, test };
  }
  const { folder, train, test } = await openPublishedSet(publishedSets[spec.name], options);
  return {
    name: spec.name,
    source: folder,
    classes: CLASSES,
    train: firstImages(train, spec.train, 'train'),
    test: firstImages(test, spec.test, 'test'),
  };
}

/**
 * Says for every data set where it would come from, and of files in the user's folder whether they are the right ones.
 * Reads no image and downloads nothing.
 */
export async function findImageSets(
  options: Pick<OpenOptions, 'dataDir' | 'cacheDir'>,
): Promise<ImageSetFacts[]> {
  const published = Object.values(publishedSets).map((set) => locate(set, options));
  return [...(await Promise.all(published)), glyphFacts];
}

const glyphFacts: ImageSetFacts = {
  name: 'glyphs',
  available: true,
  source: GLYPHS_SOURCE,
  inDataDir: null,
  train: GLYPH_TRAIN_COUNT,
  test: GLYPH_TEST_COUNT,
  bytes: 0,
};

async function locate(
  set: PublishedSet,
  { dataDir, cacheDir }: Pick<OpenOptions, 'dataDir' | 'cacheDir'>,
): Promise<ImageSetFacts> {
  const facts = { name: set.name, ...publishedImages[set.name] };
  try {
    const found = dataDir === undefined ? null : await findInDataDir(set, dataDir);
    if (found) {
      await checkSetFiles(set, found.paths);
      const size = await totalBytes(found.paths);
      return { ...facts, available: true, source: found.folder, inDataDir: true, bytes: size };
    }
  } catch (error) {
    const source = (error as Error).message;
    return { ...facts, available: false, source, inDataDir: !(error instanceof DataFolderError), bytes: 0 };
  }
  const bytes = fileRoles.reduce((total, role) => total + set.files[role].bytes, 0);
  const cached = cachedFiles(set, cacheDir);
  const intact = await Promise.all(fileRoles.map((role) => isIntact(cached.paths[role], set.files[role])));
  const available = intact.every(Boolean);
  const source = available ? cached.folder : set.mirrors[0]!;
  return { ...facts, available, source, inDataDir: dataDir === undefined ? null : false, bytes };
}

async function totalBytes(paths: Readonly<Record<string, string>>): Promise<number> {
  const sizes = await Promise.all(Object.values(paths).map(sizeOf));
  return sizes.reduce<number>((total, size) => total + (size ?? 0), 0);
}

function firstImages(images: Images, count: number | undefined, split: 'train' | 'test'): Images {
  if (count === undefined || count === images.count) return images;
  if (count > images.count) {
    throw new DatasetError(
      `dataset.${split} asks for ${count} images, but the set has ${images.count}; lower it or leave it out`,
    );
  }
  const { side } = images;
  return {
    count,
    side,
    pixels: images.pixels.subarray(0, count * side * side),
    labels: images.labels.subarray(0, count),
  };
}
