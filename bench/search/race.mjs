import { fileURLToPath } from 'node:url';
import { startProcess } from '../members/process.mjs';

/**
 * @typedef {import('./cells.mjs').Cell} Cell
 * @typedef {import('../members/ask.mjs').Member} Member
 */

const ours = fileURLToPath(new URL('members/our-samplers.mjs', import.meta.url));
const optuna = fileURLToPath(new URL('peers/optuna_search.py', import.meta.url));

/** One thread each, as Optuna's documentation recommends for its Gaussian process. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };

/**
 * Runs what is left of the searches, several at once, until all are done or the time is up.
 *
 * @param {object} race
 * @param {readonly Cell[]} race.cells without those that are done
 * @param {string | null} race.python
 * @param {number} race.processes
 * @param {number} race.deadline of performance.now(): no search starts after it
 * @param {(cell: Cell, came: Pick<import('./results.mjs').Result, 'best' | 'seconds' | 'wall'>) => Promise<void>} race.onResult
 */
export async function runRace({ cells, python, processes, deadline, onResult }) {
  const waiting = cells.toReversed();
  const lane = async () => {
    const members = startMembers(python);
    try {
      for (let cell = waiting.pop(); cell && performance.now() < deadline; cell = waiting.pop()) {
        const began = performance.now();
        const member = await members.of(cell.contestant.side);
        const { best, seconds } = await member.ask(requestOf(cell));
        await onResult(cell, { best, seconds, wall: (performance.now() - began) / 1000 });
      }
    } finally {
      await members.close();
    }
  };
  await Promise.all(Array.from({ length: processes }, lane));
}

/** @param {Cell} cell */
const requestOf = ({ contestant: { sampler }, problem, seed, trials, inFlight }) => ({
  sampler,
  problem: { ...problem.told, instance: 1 + seed },
  seed: problem.firstSeed + seed,
  trials,
  inFlight,
});

/** A process for each side, started when it is first needed. @param {string | null} python */
function startMembers(python) {
  /** @type {Map<string, Promise<Member>>} */
  const members = new Map();
  const start = (/** @type {'ours' | 'optuna'} */ side) =>
    side === 'ours'
      ? startProcess(process.execPath, [ours, python ?? ''])
      : startProcess(String(python), [optuna], ONE_THREAD);
  return {
    /** @param {'ours' | 'optuna'} side */
    of: (side) => {
      const member = members.get(side) ?? start(side);
      members.set(side, member);
      return member;
    },
    close: async () => {
      for (const member of members.values()) await (await member).close();
    },
  };
}
