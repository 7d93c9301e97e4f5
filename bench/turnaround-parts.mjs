/** @typedef {import('./sweeps/trace-turnaround.mjs').Mark} Mark */

/** What a slot goes through, in its order, from the end of a trial's last epoch to its successor's first step. */
const chain = /** @type {const} */ ([
  ['before', 'epoch ended'],
  ['before', 'training ended'],
  ['before', 'graph freed'],
  ['after', 'job pulled'],
  ['after', 'claim granted'],
  ['after', 'images divided'],
  ['after', 'compilation begun'],
  ['after', 'graph compiled'],
  ['after', 'first step'],
]);

/** What becomes of the trial that ended, meanwhile. */
const meanwhile = /** @type {const} */ (['checkpoint stored', 'epoch event stored', 'complete event stored']);

/**
 * The changes of a worker from one trial to the next in the same slot: how long each took from the end of the last
 * epoch, beside compilation of the graph and with it, part by part, and when the results of the trial that ended were
 * stored. In milliseconds. The first trial of a slot, which starts its thread, is nobody's successor.
 * @param {readonly Mark[]} marks
 */
export function turnaroundParts(marks) {
  const trials = trialsByThread(marks);
  return [...trials.values()].flatMap((row) =>
    row.slice(1).map((after, index) => change(/** @type {Trial} */ (row[index]), after)),
  );
}

/** @typedef {Readonly<Record<string, number>>} Trial when each mark was made */

/** @param {readonly Mark[]} marks @returns {Map<number, Trial[]>} the trials of each thread, in their order */
function trialsByThread(marks) {
  const seeds = new Map(marks.flatMap(({ trial, seed }) => (seed === undefined ? [] : [[trial, seed]])));
  /** @type {Map<number | undefined, Record<string, number>>} */
  const trials = new Map();
  /** @type {Map<number, Trial[]>} */
  const threads = new Map();
  for (const { at, mark, thread, trial, seed = seeds.get(trial) } of marks.toSorted((a, b) => a.at - b.at)) {
    const known = trials.get(seed) ?? {};
    trials.set(seed, known);
    known[mark] = at;
    if (mark === 'first step') threads.set(thread, [...(threads.get(thread) ?? []), known]);
  }
  return threads;
}

/** What was over before what comes before it in the chain took no time of the slot. @param {Trial} before @param {Trial} after */
function change(before, after) {
  const times = chain.map(([whose, mark]) => (whose === 'before' ? before : after)[mark] ?? NaN);
  /** @type {Record<string, number>} */
  const parts = {};
  let latest = times[0] ?? NaN;
  for (const [index, [, mark]] of chain.entries()) {
    const at = Math.max(latest, times[index] ?? NaN);
    if (index > 0) parts[mark] = at - latest;
    latest = at;
  }
  const [ended = NaN] = times;
  const whole = (times.at(-1) ?? NaN) - ended;
  const stored = Object.fromEntries(meanwhile.map((mark) => [mark, (before[mark] ?? NaN) - ended]));
  return { whole, besideCompilation: whole - (parts['graph compiled'] ?? NaN), parts, stored };
}
