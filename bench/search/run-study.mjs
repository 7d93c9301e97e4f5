/**
 * @typedef {import('@ram-sweep/protocol').Params} Params
 * @typedef {import('@ram-sweep/search/samplers').Observation} Observation
 * @typedef {(index: number, history: readonly Observation[]) => Params | null} Next
 * @typedef {[trial: number, value: number]} Improvement
 */

/**
 * A search in trial order with `lag`: trial n is drawn when 0 … n − 1 − lag are known and the others are pending, as
 * any number of workers up to lag + 1 would have it. Ends early where the space is exhausted.
 *
 * @param {{ next: Next, evaluate: (params: Params) => number | Promise<number>, trials: number, lag: number }} study
 * @returns {Promise<{ best: Improvement[], seconds: number }>} seconds of processor time that the sampler took
 */
export async function runStudy({ next, evaluate, trials, lag }) {
  /** @type {{ index: number, params: Params, outcome: number }[]} */
  const known = [];
  let microseconds = 0;
  for (let index = 0; index < trials; index += 1) {
    const history = known.map((trial) => (trial.index < index - lag ? trial : pending(trial)));
    const before = process.cpuUsage();
    const params = next(index, history);
    const { user, system } = process.cpuUsage(before);
    microseconds += user + system;
    if (params === null) break;
    known.push({ index, params, outcome: await evaluate(params) });
  }
  return { best: improvements(known.map(({ outcome }) => outcome)), seconds: microseconds / 1e6 };
}

/** @param {{ index: number, params: Params }} trial @returns {Observation} */
const pending = ({ index, params }) => ({ index, params, outcome: 'pending' });

/** The trials that were better than all before them. @param {readonly number[]} values */
function improvements(values) {
  /** @type {Improvement[]} */
  const best = [];
  values.forEach((value, trial) => {
    if (value < (best.at(-1)?.[1] ?? Infinity)) best.push([trial, value]);
  });
  return best;
}
