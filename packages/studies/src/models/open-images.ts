import { bytes } from '@ram-sweep/format';
import { openImageSet, type DownloadProgress, type ImageSet } from '@ram-sweep/dataset';
import type { DatasetSpec } from '@ram-sweep/protocol';

/** Where data sets are looked for, and where one that is fetched goes. */
export interface ImagePlaces {
  readonly dataDir?: string | undefined;
  readonly cacheDir: string;
}

/** Told how far a download is. */
export type OnDownload = (progress: DownloadProgress) => void;

/**
 * Opens a data set; fetches it first if it is nowhere. Throws the dataset package's errors, which name the file and the
 * way out.
 */
export function openImages(
  spec: DatasetSpec,
  { dataDir, cacheDir }: ImagePlaces,
  onDownload?: OnDownload,
): Promise<ImageSet> {
  return openImageSet(spec, {
    ...(dataDir ? { dataDir } : {}),
    cacheDir,
    download: true,
    ...(onDownload ? { onProgress: onDownload } : {}),
  });
}

export const describeDownload = ({ file, bytes: done, total }: DownloadProgress): string =>
  `fetching ${file}: ${bytes(done)}${total ? ` of ${bytes(total)}` : ''}`;
