import { bytes } from '@ram-sweep/format';
import { describeDownload, type OnDownload } from '@ram-sweep/studies/images';
import { readEnvironment } from '../environment.js';

const BAR_CELLS = 24;

/** Shows a download on standard error: a bar for each file on a terminal, lines elsewhere. */
export const showDownload = (): OnDownload =>
  process.stderr.isTTY && !readEnvironment().dumbTerminal ? drawBar() : writeLines();

function drawBar(): OnDownload {
  return ({ file, bytes: done, total }) => {
    const filled = total ? Math.round((done / total) * BAR_CELLS) : 0;
    const bar = total ? `${'█'.repeat(filled)}${'░'.repeat(BAR_CELLS - filled)} of ${bytes(total)}` : '';
    process.stderr.write(`\r${file}  ${bytes(done)} ${bar}\u001B[K${done === total ? '\n' : ''}`);
  };
}

const LINE_EVERY_MS = 10_000;

/** A line for each file, and one every ten seconds while it comes. */
function writeLines(): OnDownload {
  let last = '';
  let saidAt = 0;
  return ({ file, bytes: done, total }) => {
    const now = performance.now();
    const size = total ? bytes(total) : '';
    if (file !== last) console.error(`fetching ${file}${size && `, ${size}`}`);
    else if (now - saidAt < LINE_EVERY_MS) return;
    else console.error(describeDownload({ file, bytes: done, total }));
    last = file;
    saidAt = now;
  };
}
