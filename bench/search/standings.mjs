import { searchFor } from './cells.mjs';
import { figure } from './figures.mjs';
import { estimate } from './intervals.mjs';

/**
 * @typedef {import('./contestants.mjs').Contestant} Contestant
 * @typedef {import('./problems.mjs').Problem} Problem
 * @typedef {import('./results.mjs').Result} Result
 * @typedef {{ contestant: Contestant, inFlight: number }} Entry
 * @typedef {(entry: Entry, problem: Problem, seed: number, trials: number) => Result | null} Find
 * @typedef {object} Race
 * @property {readonly Problem[]} problems
 * @property {number} seeds
 * @property {Find} find
 */

/**
 * How one contestant did after so many trials, over all of its searches.
 * @param {Race} race @param {Entry} entry @param {number} trials
 */
export function standing(race, entry, trials) {
  return estimate(figuresOf(race, [entry], trials).map((seeds) => seeds.map(([only]) => Number(only))));
}

/**
 * How many times as large the first one's figure is as the second's, over the searches that both have; below 1 it is
 * the better one.
 * @param {Race} race @param {Entry} one @param {Entry} other @param {number} trials
 */
export function ratio(race, one, other, trials) {
  return estimate(
    figuresOf(race, [one, other], trials).map((seeds) => seeds.map(([a, b]) => Number(a) / Number(b))),
  );
}

/**
 * Which of several is best after so many trials, over the searches that all of them have.
 * @param {Race} race @param {readonly Entry[]} entries @param {number} trials
 */
export function bestOf(race, entries, trials) {
  const figures = figuresOf(race, entries, trials);
  const means = entries.map(
    (_, place) => estimate(figures.map((seeds) => seeds.map((row) => Number(row[place]))))?.mean ?? Infinity,
  );
  return entries[means.indexOf(Math.min(...means))] ?? null;
}

/** Processor time of one suggestion in milliseconds. @param {Race} race @param {Entry} entry @param {number} trials */
export function millisecondsEach(race, entry, trials) {
  const searches = race.problems.flatMap((problem) =>
    seedsOf(race).flatMap(
      (seed) => race.find(searchFor(entry, problem, trials), problem, seed, trials) ?? [],
    ),
  );
  const all = searches.reduce((sum, search) => sum + search.trials, 0);
  return all === 0 ? null : (1000 * searches.reduce((sum, { seconds }) => sum + seconds, 0)) / all;
}

/**
 * Figures by problem, then by seed, one for each entry; a seed that one of them lacks is left out.
 * @param {Race} race @param {readonly Entry[]} entries @param {number} trials
 */
function figuresOf(race, entries, trials) {
  return race.problems.map((problem) =>
    seedsOf(race).flatMap((seed) => {
      const results = entries.flatMap(
        (entry) => race.find(searchFor(entry, problem, trials), problem, seed, trials) ?? [],
      );
      return results.length < entries.length
        ? []
        : [results.map(({ best }) => figure(problem, best, trials))];
    }),
  );
}

/** @param {Race} race */
const seedsOf = ({ seeds }) => Array.from({ length: seeds }, (_, seed) => seed);
