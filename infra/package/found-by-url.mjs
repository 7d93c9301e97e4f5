import { posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../bootstrap/phase.mjs';
import { isCompiled, placeOf } from './places.mjs';

/** `new URL('../other.js', import.meta.url)`: how our modules find files. */
const FOUND = /new URL\(\s*(['"])(\.[^'"]*)\1,\s*import\.meta\.url,?\s*\)/g;
/** What it is between the two hooks. */
const MARK = 'ram-sweep-place:';
const MARKED = new RegExp(`new URL\\(\\s*(["'\`])${MARK}([^"'\`]*)\\1,\\s*import\\.meta\\.url\\s*\\)`, 'g');

const rootUrl = pathToFileURL(inRoot('/')).href;

/**
 * A plugin of Rolldown for files that modules find by URL: a program or a thread becomes an entry of the bundle,
 * whatever else it is becomes a file to copy, and the URL leads to where it is in the package. `toCopy` collects those
 * files, by their paths in the repository. Throws for a module that uses its own URL in another way, as that would lead
 * astray.
 */
export function foundByUrl(toCopy) {
  const entries = new Set();
  return {
    name: 'found-by-url',
    transform(code, id) {
      if (!id.endsWith('.js') || !code.includes('import.meta.url')) return null;
      refuseOtherUses(code, id);
      return code.replaceAll(FOUND, (_, _quote, way) => {
        const path = pathFromRoot(way, id);
        if (!isCompiled(path)) toCopy.add(path);
        else if (!entries.has(path)) {
          entries.add(path);
          this.emitFile({ type: 'chunk', id: inRoot(path), fileName: placeOf(path) });
        }
        return `new URL("${MARK}${placeOf(path)}", import.meta.url)`;
      });
    },
    renderChunk(code, { fileName }) {
      if (!code.includes(MARK)) return null;
      return code.replaceAll(
        MARKED,
        (_, _quote, place) => `new URL("${wayTo(place, fileName)}", import.meta.url)`,
      );
    },
  };
}

/** Packages from npm are found from anywhere in the package. */
function refuseOtherUses(code, id) {
  const others = code.replaceAll(FOUND, '').replaceAll('createRequire(import.meta.url)', '');
  if (others.includes('import.meta.url'))
    throw new Error(`${id} uses import.meta.url other than as new URL('./file', import.meta.url)`);
}

function pathFromRoot(way, id) {
  const { href } = new URL(way, pathToFileURL(id));
  if (!href.startsWith(rootUrl)) throw new Error(`${id} finds a file outside of the repository: ${way}`);
  return decodeURIComponent(href.slice(rootUrl.length));
}

/** From one file of the package to another file or folder of it. */
function wayTo(place, fileName) {
  const way = posix.relative(posix.dirname(fileName), place) || '.';
  const isFolder = place === '' || place.endsWith('/');
  return `${way.startsWith('.') ? '' : './'}${way}${isFolder ? '/' : ''}`;
}
