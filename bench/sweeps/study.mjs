import { parseStudy, sampleTrial } from '@ram-sweep/search';
import { createStudy } from '@ram-sweep/store';

/** @typedef {import('@ram-sweep/store').Store} Store */

/** Makes a study whose trials search the default space. @param {Store} store @param {string} name @param {number} trials */
export function makeStudy(store, name, trials) {
  const text = JSON.stringify({ name, trials, dataset: { name: 'glyphs' }, config: { epochs: 3 } });
  const spec = parseStudy(text, { source: name, format: 'json' });
  const sampled = Array.from({ length: trials }, (_, number) => ({
    number,
    searchIndex: number,
    ...sampleTrial(spec, number),
  }));
  return createStudy(store, { spec, trials: sampled });
}
