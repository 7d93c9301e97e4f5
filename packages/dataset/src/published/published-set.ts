import { createHash } from 'node:crypto';
import { DatasetError, DatasetMissingError, DownloadError } from '../errors.js';
import { downloadFile, type DownloadProgress } from './download.js';
import { readIdxLabels, readIdxPair } from './idx.js';
import type { Images } from '../images.js';
import { fileRoles, publishedSets, type PublishedSet } from './mirrors.js';
import { cachedFiles, findInDataDir, isIntact, type SetFiles } from './published-files.js';

/** Where a data set may come from. */
export interface OpenOptions {
  /** A folder of the user that may hold the set; searched first. */
  readonly dataDir?: string;
  /** Where downloads are kept, each set in its own folder; searched second. */
  readonly cacheDir: string;
  /** Whether to download missing files. Default true. */
  readonly download?: boolean;
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal;
}

export interface PublishedImages {
  readonly folder: string;
  readonly train: Images;
  readonly test: Images;
}

/**
 * Reads a published set from the data folder, otherwise from the cache, after a download if necessary. `known` are
 * the sets that it must not be confused with.
 */
export async function openPublishedSet(
  set: PublishedSet,
  options: OpenOptions,
  known: readonly PublishedSet[] = Object.values(publishedSets),
): Promise<PublishedImages> {
  const files =
    (options.dataDir !== undefined && (await findInDataDir(set, options.dataDir))) ||
    (await completeCache(set, options));
  const { trainImages, trainLabels, testImages, testLabels } = files.paths;
  const train = await readIdxPair(trainImages, trainLabels);
  checkIdentity(set, known, train.labels, trainLabels);
  options.signal?.throwIfAborted();
  return { folder: files.folder, train, test: await readIdxPair(testImages, testLabels) };
}

/** Downloads files that are missing or damaged in the cache. */
async function completeCache(set: PublishedSet, options: OpenOptions): Promise<SetFiles> {
  const files = cachedFiles(set, options.cacheDir);
  for (const role of fileRoles) {
    const file = set.files[role];
    const to = files.paths[role];
    if (await isIntact(to, file)) continue;
    if (options.download === false) throw missing(set, options, 'and downloading is off');
    try {
      await downloadFile({ ...options, file, mirrors: set.mirrors, to });
    } catch (cause) {
      options.signal?.throwIfAborted();
      if (!(cause instanceof DownloadError)) throw cause;
      throw missing(set, options, `and could not be downloaded: ${String(cause)}`, cause);
    }
  }
  return files;
}

function missing(set: PublishedSet, options: OpenOptions, why: string, cause?: unknown): DatasetMissingError {
  const searched = [options.dataDir, options.cacheDir].filter((dir) => dir !== undefined).join(' or ');
  const names = fileRoles.map((role) => set.files[role].name).join(', ');
  return new DatasetMissingError(
    set.name,
    `${set.name} is not in ${searched}, ${why}\n` +
      `Get ${names}\nfrom ${set.mirrors.join(' or ')}, put them into a folder DIR/${set.name} and pass ` +
      `--data-dir DIR. Or use the data set glyphs, which needs no download.`,
    { cause, retryable: cause !== undefined },
  );
}

/**
 * Whether the files of a user's folder are those of this set, as far as their labels tell. Throws a DatasetError for
 * labels that cannot be read, or are another set's.
 */
export async function checkSetFiles(
  set: PublishedSet,
  { trainLabels }: SetFiles['paths'],
  known: readonly PublishedSet[] = Object.values(publishedSets),
): Promise<void> {
  checkIdentity(set, known, await readIdxLabels(trainLabels), trainLabels);
}

/** Files of one published set in the folder of another would train well, but on the wrong data. */
function checkIdentity(
  set: PublishedSet,
  known: readonly PublishedSet[],
  trainLabels: Uint8Array,
  file: string,
): void {
  const md5 = createHash('md5').update(trainLabels).digest('hex');
  const other = known.find(({ trainLabelsMd5 }) => trainLabelsMd5 === md5);
  if (other === undefined || other.name === set.name) return;
  throw new DatasetError(`${file} holds the labels of ${other.name}, not of ${set.name}`, { file });
}
