import { bytes } from '@ram-sweep/format';
import { openImageSet, type ImageSet } from '@ram-sweep/dataset';
import type { DatasetSpec } from '@ram-sweep/protocol';

/** Where data sets are looked for, and where one that is fetched goes. */
export interface ImagePlaces {
  readonly dataDir?: string | undefined;
  readonly cacheDir: string;
}

const BAR_CELLS = 24;

/**
 * Opens a data set; fetches it first if it is nowhere, with a bar for each file on a terminal and a line for each
 * elsewhere. Throws the dataset package's errors, which name the file and the way out.
 */
export async function openImages(
  spec: DatasetSpec,
  settings: ImagePlaces,
  dataDir?: string,
): Promise<ImageSet> {
  const folder = dataDir ?? settings.dataDir;
  const places = { ...(folder ? { dataDir: folder } : {}), cacheDir: settings.cacheDir };
  return openImageSet(spec, {
    ...places,
    download: true,
    onProgress: process.stderr.isTTY ? drawBar() : writeLines(),
  });
}

interface Progress {
  readonly file: string;
  readonly bytes: number;
  readonly total?: number | undefined;
}

function drawBar(): (progress: Progress) => void {
  return ({ file, bytes: done, total }) => {
    const filled = total ? Math.round((done / total) * BAR_CELLS) : 0;
    const bar = total ? `${'█'.repeat(filled)}${'░'.repeat(BAR_CELLS - filled)} of ${bytes(total)}` : '';
    process.stderr.write(`\r${file}  ${bytes(done)} ${bar}\u001B[K${done === total ? '\n' : ''}`);
  };
}

function writeLines(): (progress: Progress) => void {
  let last = '';
  return ({ file, total }) => {
    if (file !== last) console.error(`fetching ${file}${total ? `, ${bytes(total)}` : ''}`);
    last = file;
  };
}
