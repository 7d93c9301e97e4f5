import { firstGrant, Ladder } from '@ram-sweep/search/pruners';
import { suggest } from '@ram-sweep/search/samplers';
import { placeOf } from './read-table.mjs';

/** @typedef {import('./read-table.mjs').Row} Row */

/**
 * A search over the table, on `workers` slots of equal speed, by the rules of the coordinator: trials are drawn and
 * judged in trial order, and those that have not come to their first rung go first. A sampler's config stands for the
 * nearest one of the table that no trial has yet.
 * @param {object} of
 * @param {import('@ram-sweep/protocol').StudySpec} of.spec
 * @param {readonly Row[]} of.rows
 * @param {number} of.trials
 * @param {number} of.workers
 * @returns {{ at: number, error: number, row: Row }[]} each epoch in the order of its end: when, what, and of which config
 */
export function simulate({ spec, rows, trials, workers }) {
  const search = new Search(spec, rows, trials);
  /** @type {{ at: number, error: number, row: Row }[]} */
  const seen = [];
  /** @type {{ trial: Trial, ends: number }[]} */
  const running = [];
  for (let now = 0; ;) {
    search.advance();
    while (running.length < workers && search.waiting.length > 0) {
      const trial = /** @type {Trial} */ (search.take());
      for (let epoch = trial.epochs + 1; epoch <= trial.until; epoch += 1)
        seen.push({
          at: now + (epoch - trial.epochs) * trial.row.secondsPerEpoch,
          error: /** @type {number} */ (trial.row.curve[epoch - 1]),
          row: trial.row,
        });
      running.push({ trial, ends: now + (trial.until - trial.epochs) * trial.row.secondsPerEpoch });
    }
    running.sort((a, b) => b.ends - a.ends);
    const next = running.pop();
    if (next === undefined) return seen.toSorted((a, b) => a.at - b.at);
    now = next.ends;
    next.trial.epochs = next.trial.until;
  }
}

/** @typedef {{ index: number, row: Row, epochs: number, until: number, promoted: boolean }} Trial */

class Search {
  /** @type {Trial[]} */
  waiting = [];
  /** @type {Trial[]} */
  #trials = [];
  /** @type {import('@ram-sweep/search/samplers').Observation[]} */
  #drawn = [];
  #resolved = 0;
  #ladder;
  #free;
  #spec;
  #count;

  /** @param {import('@ram-sweep/protocol').StudySpec} spec @param {readonly Row[]} rows @param {number} count */
  constructor(spec, rows, count) {
    this.#spec = spec;
    this.#count = count;
    this.#free = new Set(rows);
    this.#ladder = new Ladder(spec);
  }

  /** The next trial to train. */
  take() {
    this.waiting.sort((a, b) => Number(a.promoted) - Number(b.promoted) || a.index - b.index);
    return this.waiting.shift();
  }

  advance() {
    this.#judge();
    this.#draw();
  }

  #judge() {
    for (let settled = true; settled;) {
      settled = false;
      for (const awaited of this.#ladder.awaited(this.#trials.length, 1)) {
        const [next] = awaited;
        const trial = next && this.#trials[next.index];
        if (!next || !trial || (next.rung < trial.row.curve.length && trial.epochs < next.rung)) continue;
        const outcome =
          next.rung < trial.row.curve.length ? (trial.row.curve[next.rung - 1] ?? 'gap') : 'gap';
        for (const verdict of this.#ladder.settle({ ...next, outcome })) this.#apply(verdict);
        settled = true;
      }
    }
  }

  /** @param {import('@ram-sweep/search/pruners').LadderVerdict} verdict */
  #apply({ kind, index, nextRung }) {
    const trial = this.#trials[index];
    if (kind !== 'promote' || !trial) return;
    trial.until = Math.min(nextRung, trial.row.curve.length);
    trial.promoted = true;
    this.waiting.push(trial);
  }

  #draw() {
    const { sampler } = this.#spec;
    const lag = 'lag' in sampler ? sampler.lag : Infinity;
    while (this.#trials.length < this.#count) {
      this.#observe();
      const index = this.#trials.length;
      if (this.#resolved < index - lag) return;
      const history = this.#drawn.map((seen) =>
        seen.index < index - lag ? seen : { ...seen, outcome: /** @type {const} */ ('pending') },
      );
      this.#add(index, this.#nearest(suggest(this.#spec, index, history) ?? {}));
    }
  }

  #observe() {
    for (; this.#resolved < this.#trials.length; this.#resolved += 1) {
      const trial = /** @type {Trial} */ (this.#trials[this.#resolved]);
      const { pruner } = this.#spec;
      const rung =
        'minEpochs' in pruner && pruner.name !== 'median' ? pruner.minEpochs : trial.row.curve.length;
      if (trial.epochs < rung) return;
      const outcome =
        rung < trial.row.curve.length ? trial.row.curve[rung - 1] : Math.min(...trial.row.curve);
      this.#drawn[this.#resolved] = {
        ...this.#drawn[this.#resolved],
        index: trial.index,
        params: trial.row.params,
        outcome: outcome ?? 'gap',
      };
    }
  }

  /** @param {number} index @param {Row} row */
  #add(index, row) {
    this.#free.delete(row);
    const until = firstGrant(this.#spec, index, row.curve.length) ?? row.curve.length;
    const trial = { index, row, epochs: 0, until, promoted: false };
    this.#trials.push(trial);
    this.#drawn.push({ index, params: row.params, outcome: 'pending' });
    this.waiting.push(trial);
  }

  /** @param {import('@ram-sweep/protocol').Params} params */
  #nearest(params) {
    const wanted = placeOf(this.#spec, params);
    let best = /** @type {Row | undefined} */ (undefined);
    let least = Infinity;
    for (const row of this.#free) {
      const distance = row.place.reduce((sum, value, axis) => sum + (value - (wanted[axis] ?? 0)) ** 2, 0);
      if (distance < least) [best, least] = [row, distance];
    }
    return /** @type {Row} */ (best);
  }
}
