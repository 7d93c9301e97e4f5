import { bytes } from '@ram-sweep/format';
import { openImageSet, type ImageSet } from '@ram-sweep/dataset';
import type { DatasetSpec } from '@ram-sweep/protocol';
import { readEnvironment } from '../environment.js';
import type { Say } from '../progress/life.js';

/** Where data sets are looked for, and where one that is fetched goes. */
export interface ImagePlaces {
  readonly dataDir?: string | undefined;
  readonly cacheDir: string;
}

const BAR_CELLS = 24;

/**
 * Opens a data set; fetches it first if it is nowhere, with a bar for each file on a terminal and lines elsewhere; with `say`, that is reported there instead. Throws the dataset package's errors, which name the file and the way out.
 */
export async function openImages(
  spec: DatasetSpec,
  settings: ImagePlaces,
  dataDir?: string,
  say?: Say,
): Promise<ImageSet> {
  const folder = dataDir ?? settings.dataDir;
  const places = { ...(folder ? { dataDir: folder } : {}), cacheDir: settings.cacheDir };
  return openImageSet(spec, {
    ...places,
    download: true,
    onProgress: say
      ? (progress) => say(describeFetch(progress))
      : process.stderr.isTTY && !readEnvironment().dumbTerminal
        ? drawBar()
        : writeLines(),
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

const describeFetch = ({ file, bytes: done, total }: Progress): string =>
  `fetching ${file}: ${bytes(done)}${total ? ` of ${bytes(total)}` : ''}`;

const LINE_EVERY_MS = 10_000;

/** A line for each file, and one every ten seconds while it comes. */
function writeLines(): (progress: Progress) => void {
  let last = '';
  let saidAt = 0;
  return ({ file, bytes: done, total }) => {
    const now = performance.now();
    const size = total ? bytes(total) : '';
    if (file !== last) console.error(`fetching ${file}${size && `, ${size}`}`);
    else if (now - saidAt < LINE_EVERY_MS) return;
    else console.error(describeFetch({ file, bytes: done, total }));
    last = file;
    saidAt = now;
  };
}
