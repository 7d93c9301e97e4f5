import { summarise } from './summary.mjs';

/**
 * What is measured in turns with others: `measure` gives one figure for one round.
 * @template Facts
 * @typedef {Facts & { measure: () => Promise<number> }} Contestant
 */

/**
 * Measures all contestants once per round, one after the other (A B A B …), so that a slow spell of the machine
 * falls on all of them alike. Every contestant comes back with the figures of its rounds and their summary.
 *
 * @template {object} Facts
 * @param {readonly Contestant<Facts>[]} contestants
 * @param {number} rounds
 * @param {(round: number) => void} [onRound] called before each round, which count from 1
 */
export async function interleave(contestants, rounds, onRound) {
  const entries = contestants.map((contestant) => ({ contestant, values: /** @type {number[]} */ ([]) }));
  for (let round = 1; round <= rounds; round += 1) {
    onRound?.(round);
    for (const { contestant, values } of entries) values.push(await contestant.measure());
  }
  return entries.map(({ contestant, values }) => ({ ...contestant, values, summary: summarise(values) }));
}
