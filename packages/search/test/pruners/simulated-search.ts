import type { StudySpec } from '@ram-sweep/protocol';
import { firstGrant, Ladder } from '../../src/pruners/index.js';

/** How a trial ends that does not train to its end; the epoch is the one that it does not finish. */
export type Fate =
  { readonly kind: 'trains' } | { readonly kind: 'diverged' | 'failed'; readonly atEpoch: number };

export interface SimulatedStudy {
  readonly spec: Pick<StudySpec, 'pruner' | 'config'>;
  readonly epochs: number;
  readonly lag: number;
  /** By place in the search; as many as it has trials. */
  readonly fates: readonly Fate[];
  /** Trials that a person cancels before their first epoch, sooner or later. */
  readonly cancelled: ReadonlySet<number>;
  readonly salt: number;
}

interface Trial {
  readonly index: number;
  state: 'planned' | 'waiting' | 'running' | 'paused' | 'pruned' | 'complete' | 'failed' | 'cancelled';
  params: number;
  granted: number | null;
  attempt: number;
  diverged: boolean;
  readonly curve: number[];
}

interface Event {
  readonly index: number;
  readonly attempt: number;
  readonly epoch: number;
  readonly kind: 'epoch' | 'complete' | 'diverged' | 'failed';
}

interface Run {
  readonly index: number;
  readonly attempt: number;
  readonly until: number | null;
  epoch: number;
}

/**
 * Mixes numbers to one in [0, 1): what a sampler draws and what a training measures, made of all that they may know.
 */
function mixed(...values: readonly number[]): number {
  let hash = 2166136261;
  for (const value of values)
    for (const part of [Math.floor(value * 2 ** 20), value > 2 ** 40 ? 7 : 3])
      hash = Math.imul(hash ^ part, 16777619);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

/**
 * A search in memory, with the rules of the tables and of the coordinator, the real ladder, a sampler that learns, and
 * workers that claim, train and vanish. Whatever happens in it, its outcome must be one.
 */
export class SimulatedSearch {
  readonly trials: readonly Trial[];
  readonly #study: SimulatedStudy;
  readonly #queue: Event[] = [];
  readonly #lost: Run[] = [];
  readonly #workers: (Run | null)[];
  #ladder: Ladder;
  #claims = 0;

  constructor(study: SimulatedStudy, workers: number) {
    this.#study = study;
    this.#ladder = new Ladder(study.spec);
    this.#workers = Array.from({ length: workers }, () => null);
    this.trials = study.fates.map((_, index) => ({
      index,
      state: 'planned',
      params: 0,
      granted: null,
      attempt: 0,
      diverged: false,
      curve: [],
    }));
  }

  /** As the coordinator asks: a trial that diverged last may promote one that was pruned, so rungs judge before. */
  isOver(): boolean {
    this.judge();
    return this.trials.every(({ state }) => !['planned', 'waiting', 'running', 'paused'].includes(state));
  }

  get workers(): number {
    return this.#workers.length;
  }

  /** The worker does the next thing: it claims a trial, trains an epoch, or notices that it must end. */
  work(worker: number): void {
    const run = this.#workers[worker];
    if (run) this.#train(worker, run);
    else this.#claim(worker);
  }

  /** Its process is gone. What it has sent is still in the queue. */
  crash(worker: number): void {
    const run = this.#workers[worker];
    if (run) this.#lost.push(run);
    this.#workers[worker] = null;
  }

  /** Takes back the trials of workers that are gone, unless their results wait to be recorded. */
  reap(): void {
    for (const { index, attempt } of this.#lost) {
      const trial = this.trials[index]!;
      const isUnread = this.#queue.some((event) => event.index === index);
      if (trial.state === 'running' && trial.attempt === attempt && !isUnread) trial.state = 'waiting';
    }
  }

  /** Records the first `count` events; `again`: they were not acknowledged, and come again. */
  record(count: number, again: boolean): void {
    for (const event of again ? this.#queue.slice(0, count) : this.#queue.splice(0, count))
      this.#apply(event);
  }

  /** A person cancels one of the trials that they want to, if it waits or runs. */
  cancel(pick: number): void {
    const open = this.trials.filter(
      ({ index, state }) => this.#study.cancelled.has(index) && (state === 'waiting' || state === 'running'),
    );
    const trial = open[pick % Math.max(1, open.length)];
    if (trial) trial.state = 'cancelled';
  }

  restart(): void {
    this.#ladder = new Ladder(this.#study.spec);
  }

  draw(): void {
    const { lag, spec, epochs, salt } = this.#study;
    for (const trial of this.trials) {
      if (trial.state !== 'planned') continue;
      const known = this.trials
        .slice(0, Math.max(0, trial.index - lag))
        .map(({ index }) => this.#seen(index));
      if (known.includes('pending')) return;
      const values = known.map((outcome) => (outcome === 'gap' ? -1 : Math.min(outcome as number, 2 ** 50)));
      const open = this.trials.slice(Math.max(0, trial.index - lag), trial.index).map(({ params }) => params);
      trial.params = mixed(salt, trial.index, ...values, ...open);
      trial.state = 'waiting';
      trial.granted = firstGrant(spec, trial.index, epochs);
    }
  }

  judge(): void {
    for (let more = true; more;) {
      more = false;
      for (const [first] of this.#ladder.awaited(this.trials.length, 1)) {
        const outcome = first && this.#outcome(first.index, first.rung);
        if (first === undefined || outcome === undefined || outcome === 'pending') continue;
        more = true;
        for (const verdict of this.#ladder.settle({ ...first, outcome })) this.#obey(verdict);
      }
    }
  }

  /** What must be the same, whatever happened. */
  outcome(): unknown[] {
    return this.trials.map(({ state, params, curve }) => [
      state,
      state === 'cancelled' ? 0 : params,
      curve.join(' '),
    ]);
  }

  #obey({ kind, index, rung, nextRung }: ReturnType<Ladder['settle']>[number]): void {
    const trial = this.trials[index]!;
    if (trial.granted !== rung) return;
    if (kind === 'prune' && trial.state === 'paused') trial.state = 'pruned';
    if (kind !== 'promote' || (trial.state !== 'paused' && trial.state !== 'pruned')) return;
    trial.state = 'waiting';
    trial.granted = nextRung < this.#study.epochs ? nextRung : null;
  }

  /** Any trial that waits: the outcome must not depend on which. */
  #claim(worker: number): void {
    const waiting = this.trials.filter(({ state }) => state === 'waiting');
    const trial = waiting[Math.floor(mixed(this.#study.salt, this.#claims) * waiting.length)];
    if (trial === undefined) return;
    this.#claims += 1;
    trial.state = 'running';
    trial.attempt += 1;
    const { index, attempt, granted, curve } = trial;
    this.#workers[worker] = { index, attempt, until: granted, epoch: curve.length };
  }

  #train(worker: number, run: Run): void {
    const fate = this.#study.fates[run.index]!;
    const say = (kind: Event['kind'], epoch: number): void =>
      void this.#queue.push({ index: run.index, attempt: run.attempt, epoch, kind });
    const leave = (): void => void (this.#workers[worker] = null);
    const epoch = run.epoch + 1;
    if (this.#study.cancelled.has(run.index)) {
      this.trials[run.index]!.state = 'cancelled';
      return leave();
    }
    if (fate.kind !== 'trains' && epoch >= fate.atEpoch) {
      say(fate.kind, epoch);
      return leave();
    }
    run.epoch = epoch;
    say('epoch', epoch);
    if (epoch === this.#study.epochs) say('complete', epoch);
    if (epoch === this.#study.epochs || epoch === run.until) leave();
  }

  #apply({ index, attempt, epoch, kind }: Event): void {
    const trial = this.trials[index]!;
    if (trial.attempt !== attempt || trial.state !== 'running') return;
    if (kind === 'complete') trial.state = 'complete';
    else if (kind !== 'epoch') {
      trial.state = 'failed';
      trial.diverged = kind === 'diverged';
    } else if (epoch === trial.curve.length + 1) {
      if (epoch > (trial.granted ?? this.#study.epochs))
        throw new Error(`trial ${index} has an epoch ${epoch}, past its grant of ${trial.granted}`);
      trial.curve.push(mixed(trial.params, epoch));
      if (epoch === trial.granted) trial.state = 'paused';
    }
  }

  #seen(index: number): number | 'pending' | 'gap' {
    const { pruner } = this.#study.spec;
    return this.#outcome(index, 'minEpochs' in pruner ? pruner.minEpochs : this.#study.epochs);
  }

  #outcome(index: number, rung: number): number | 'pending' | 'gap' {
    const { state, curve, diverged } = this.trials[index]!;
    if (state === 'planned') return 'pending';
    if (rung >= this.#study.epochs) return 'gap';
    if (curve.length >= rung) return curve[rung - 1]!;
    if (diverged) return Infinity;
    return state === 'failed' || state === 'cancelled' || state === 'complete' ? 'gap' : 'pending';
  }
}
