import type { Bus } from '@ram-sweep/bus';
import { PROTOCOL_VERSION, type Control, type Heartbeat } from '@ram-sweep/protocol';
import {
  cancelTrial,
  requeueTrial,
  runningTrials,
  type RecordedEvent,
  type Store,
  type Study,
} from '@ram-sweep/store';
import { Leases, type Run } from './leases.js';
import type { Log } from '@ram-sweep/log';

interface RunsOptions {
  readonly store: Store;
  readonly bus: Bus;
  readonly study: Study;
  readonly leaseMs: number;
  readonly log: Log;
  /** Called when trials wait again that go before those in the queue. */
  readonly onReturned: () => void;
  /** Called when a trial ended without an event: its worker was lost, or a person stopped it. */
  readonly onOver: () => void;
}

const RELEASE_ASKED_EVERY_MS = 500;

/**
 * The running trials: who holds them, which ones must be given back, which workers are lost.
 *
 * Every order to a worker is repeated at its heartbeats until it has obeyed, because such messages are not stored.
 */
export class Runs {
  readonly #options: RunsOptions;
  readonly #leases: Leases;
  /** Trials that were stopped while they ran: they are not retried if the attempt ends before its worker obeys. */
  readonly #stopping = new Set<number>();

  constructor(options: RunsOptions) {
    this.#options = options;
    this.#leases = new Leases(options.leaseMs);
  }

  get size(): number {
    return this.#leases.size;
  }

  /** Takes over running trials that the previous coordinator granted. */
  async adopt(now: number): Promise<void> {
    const { store, study } = this.#options;
    for (const { number: trial, attempt, worker } of await runningTrials(store, study.id)) {
      if (!this.#leases.runOf(trial)) this.#leases.grant({ trial, attempt, worker }, now);
    }
  }

  granted(run: Run, now: number): void {
    this.#leases.grant(run, now);
  }

  heard({ worker, runs }: Heartbeat, now: number): void {
    const { study } = this.#options;
    const ours = runs.filter((run) => run.study === study.id);
    for (const stranger of this.#leases.confirm(worker, ours, now)) this.fence(stranger);
    // Few trials are being stopped, while many may run.
    for (const trial of this.#stopping) {
      const run = this.#leases.runOf(trial);
      if (run?.worker === worker) this.#cancel(run, 'stopped');
    }
  }

  /** An event was recorded that ended the attempt, or by which the pruner ended it. */
  ended({ event: { trial }, attempt, state }: RecordedEvent): void {
    const run = this.#leases.runOf(trial);
    if (this.#leases.end(trial, attempt) && run && state === 'pruned') this.#cancel(run, 'pruned');
    // At a rung it would wait for a verdict that nobody needs any more.
    if (state === 'waiting' || state === 'paused') void this.#cancelStopped(trial);
    else this.#stopping.delete(trial);
  }

  /** The worker trains an attempt that is over. */
  fence(run: Run): void {
    this.#cancel(run, 'fenced');
  }

  /** The trial ran out of time: it is over, whatever its worker still reports. */
  timedOut(run: Run): void {
    this.#leases.end(run.trial, run.attempt);
    this.#stopping.delete(run.trial);
    this.fence(run);
  }

  /** A person stops the trial, or a budget has ended the search before it. */
  stop(trial: number): void {
    this.#stopping.add(trial);
    const run = this.#leases.runOf(trial);
    if (run) this.#cancel(run, 'stopped');
  }

  /** After a silence on our side no lease lapses. */
  renewAll(now: number): void {
    this.#leases.renewAll(now);
  }

  /** The worker is known to be gone. */
  expire(worker: string): void {
    this.#leases.expire(worker);
  }

  /**
   * Gives the trials of lost workers back to the queue. Not a trial whose results wait to be recorded: its worker
   * may have finished it, and only our reading is late. Nor if the server was slow to answer that question, or
   * heartbeats arrived before its answer: then it was we who did not hear.
   */
  async reap(now: number): Promise<void> {
    const { bus, study } = this.#options;
    for (const run of this.#leases.lapsed(now)) {
      const asked = performance.now();
      const waiting = await bus.events.waiting(study.id, run.trial);
      const answered = performance.now();
      if (answered - asked > this.#leases.leaseMs / 2) return this.#leases.renewAll(answered);
      if (waiting > 0 || !this.#leases.isLapsed(run, now)) continue;
      await this.#requeue(run, `no more heartbeats from worker ${run.worker}`, run.listed);
    }
  }

  /** Asks workers to give back every run, until each is released or the time is up; the rest are taken back. */
  async releaseAll(withinMs: number): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (this.size > 0 && performance.now() < deadline) {
      for (const run of this.#leases.runs()) this.#cancel(run, 'released');
      await new Promise((resolve) => setTimeout(resolve, RELEASE_ASKED_EVERY_MS));
    }
    for (const run of this.#leases.runs())
      await this.#requeue(run, 'its worker did not give it back in time', false);
  }

  /** `counts`: the trial may be the reason why its worker is gone. */
  async #requeue({ trial, attempt, worker }: Run, reason: string, counts: boolean): Promise<void> {
    const { store, study, log, onReturned, onOver } = this.#options;
    const run = { trial, attempt, worker };
    const outcome = await requeueTrial(store, { study: study.id, trial, attempt, reason, counts });
    this.#leases.end(trial, attempt);
    if (outcome === 'waiting') onReturned();
    if (outcome === 'failed') onOver();
    if (outcome !== 'over') log.info('the worker of a trial is lost', { ...run, reason, trialIs: outcome });
    if (outcome === 'waiting') await this.#cancelStopped(trial);
    this.fence(run);
  }

  /**
   * The trial waits again, or is at a rung. If a person stopped it, it ends here; if the database is unreachable,
   * or its rung has pruned it by now and may promote it, it ends at its next worker.
   */
  async #cancelStopped(trial: number): Promise<void> {
    const { store, study, log, onOver } = this.#options;
    if (!this.#stopping.has(trial)) return;
    try {
      if ((await cancelTrial(store, { study: study.id, trial })) !== 'cancelled') return;
      this.#stopping.delete(trial);
      onOver();
    } catch (error) {
      log.warn('could not cancel a trial that was stopped', { trial, error: String(error) });
    }
  }

  #cancel({ trial, attempt, worker }: Run, reason: Control['reason']): void {
    const { bus, study } = this.#options;
    bus.controls.send(worker, {
      version: PROTOCOL_VERSION,
      kind: 'cancel',
      study: study.id,
      trial,
      attempt,
      reason,
    });
  }
}
