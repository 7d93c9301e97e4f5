import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * What came of a search, and what it depends on.
 * @typedef {object} Result
 * @property {string} contestant
 * @property {string} version of its code
 * @property {string} problem
 * @property {number} seed
 * @property {number} inFlight
 * @property {number} trials
 * @property {import('./run-study.mjs').Improvement[]} best
 * @property {number} seconds of processor time that the sampler took
 * @property {number} wall seconds of the whole search
 * @typedef {Omit<Result, 'best' | 'seconds' | 'wall'>} Key
 */

/**
 * The finished searches in a file of one line of JSON each. A line that was cut off by the end of a run is left out.
 * @param {string} file
 */
export async function openResults(file) {
  await mkdir(dirname(file), { recursive: true });
  const text = await readFile(file, 'utf8').catch(() => '');
  /** @type {Map<string, Result>} */
  const results = new Map();
  for (const line of text.split('\n')) {
    const result = parse(line);
    if (result) keepLonger(results, result);
  }
  return {
    /** The result of a search of as many trials or more. @param {Key} key @returns {Result | null} */
    find: (key) => {
      const result = results.get(nameOf(key));
      return result && result.trials >= key.trials ? result : null;
    },
    /** @param {Result} result */
    add: async (result) => {
      keepLonger(results, result);
      // The newline comes first as well: a line that was cut off must not swallow this one.
      await appendFile(file, `\n${JSON.stringify(result)}\n`);
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof openResults>>} Results */

/** @param {Map<string, Result>} results @param {Result} result */
function keepLonger(results, result) {
  const name = nameOf(result);
  if ((results.get(name)?.trials ?? 0) <= result.trials) results.set(name, result);
}

/** @param {Key} key */
const nameOf = ({ contestant, version, problem, seed, inFlight }) =>
  JSON.stringify([contestant, version, problem, seed, inFlight]);

/** @param {string} line @returns {Result | null} */
function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
