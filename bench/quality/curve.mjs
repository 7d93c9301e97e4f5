import { median } from '../summary.mjs';

/** An epoch that was complete so many seconds after the start. @typedef {{ seconds: number, trial: number, epoch: number, error: number }} Epoch */

/** The smallest validation error of the epochs by then; 1 before the first. @param {readonly Epoch[]} epochs @param {number} seconds */
export function errorBy(epochs, seconds) {
  return Math.min(1, ...epochs.filter((epoch) => epoch.seconds <= seconds).map(({ error }) => error));
}

/** When an error was reached, in seconds; infinite where it was not. @param {readonly Epoch[]} epochs @param {number} error */
export function timeTo(epochs, error) {
  return Math.min(Infinity, ...epochs.filter((epoch) => epoch.error <= error).map(({ seconds }) => seconds));
}

/**
 * For each of some minutes: the error that each side had by then, and when ours had reached the median of theirs; null
 * where theirs had no epoch yet, which nobody can be said to reach. The median over the runs of a side, with the
 * smallest and the largest.
 * @param {{ ours: readonly (readonly Epoch[])[], optuna: readonly (readonly Epoch[])[] }} runs
 * @param {readonly number[]} minutes
 */
export function compare({ ours, optuna }, minutes) {
  return minutes.map((minute) => {
    const theirs = spread(optuna.map((epochs) => errorBy(epochs, 60 * minute)));
    return {
      minute,
      optuna: theirs,
      ours: spread(ours.map((epochs) => errorBy(epochs, 60 * minute))),
      secondsToTheirs: theirs.median < 1 ? spread(ours.map((epochs) => timeTo(epochs, theirs.median))) : null,
    };
  });
}

/** @param {readonly number[]} values */
const spread = (values) => ({
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
});
