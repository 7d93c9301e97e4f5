/** @typedef {import('./cells.mjs').Cell} Cell */

const EVERY_MS = 10_000;

/**
 * Says now and then how far a race is, and how long the rest will take if each search of a sampler takes as long as
 * its searches so far.
 *
 * @param {readonly Cell[]} cells
 * @param {number} processes
 * @param {(line: string) => void} say
 */
export function startProgress(cells, processes, say) {
  const kinds = new Map(cells.map((cell) => [kindOf(cell), { left: 0, done: 0, seconds: 0 }]));
  for (const cell of cells) of(cell).left += 1;
  const began = performance.now();
  let done = 0;
  let spoke = began;
  return {
    /** @param {Cell} cell @param {number} seconds that it took */
    done: (cell, seconds) => {
      const kind = of(cell);
      kind.left -= 1;
      kind.done += 1;
      kind.seconds += seconds;
      done += 1;
      if (performance.now() - spoke < EVERY_MS && done < cells.length) return;
      spoke = performance.now();
      const left = [...kinds.values()].reduce((sum, each) => sum + secondsLeft(each), 0) / processes;
      say(`${done} of ${cells.length} searches in ${minutes(spoke - began)}; ${minutes(1000 * left)} to go`);
    },
  };

  /** @param {Cell} cell */
  function of(cell) {
    return kinds.get(kindOf(cell)) ?? { left: 0, done: 0, seconds: 0 };
  }
}

/** @param {Cell} cell */
const kindOf = ({ contestant, inFlight }) => `${contestant.name} ${inFlight}`;

/** @param {{ left: number, done: number, seconds: number }} kind */
const secondsLeft = ({ left, done, seconds }) => (done === 0 ? 0 : (left * seconds) / done);

/** @param {number} ms */
const minutes = (ms) => `${(ms / 60_000).toFixed(1)} min`;
