import { hostname } from 'node:os';
import type { Bus } from '@ram-sweep/bus';
import {
  PROTOCOL_VERSION,
  type Claim,
  type ClaimReply,
  type Command,
  type Control,
  type Heartbeat,
} from '@ram-sweep/protocol';
import {
  cancelTrial,
  claimTrials,
  lockStudy,
  recordWorkers,
  requeueTrial,
  runningTrials,
  setStudyState,
  waitingTrials,
  type CancelOutcome,
  type ClaimOutcome,
  type RecordedEvent,
  type Store,
  type Study,
  type TrialClaim,
} from '@ram-sweep/store';
import { Dispatcher } from './dispatcher.js';
import { isRetryable, StudyAlreadyDrivenError, StudyLockLostError } from './errors.js';
import { Leases, type Run } from './leases.js';
import type { Log } from './log.js';
import type { CoordinatorOptions } from './options.js';
import { Recorder } from './recorder.js';
import { together } from './together.js';
import { Workforce } from './workforce.js';

type Timing = Pick<CoordinatorOptions, 'leaseMs' | 'tickMs' | 'window' | 'lockMs' | 'releaseMs'>;

export interface CoordinatorParts {
  readonly store: Store;
  readonly bus: Bus;
  readonly study: Study;
  readonly timing: Timing;
  readonly log: Log;
  /** Calls back with the process id of each worker of this machine that its supervisor saw end. */
  readonly onWorkerEnded: (listener: (pid: number) => void) => void;
}

const WORKERS_RECORDED_EVERY_MS = 1_000;
/** So that a slot that is free finds a job while the queue is filled. */
const JOBS_A_SLOT = 2;
const JOBS_CHECKED_EVERY_MS = 5_000;

/**
 * Drives one study until every trial is finished ('complete') or it is told to stop ('stopped').
 *
 * It is the only one that moves trials between states while it runs: the study's advisory lock sees to that.
 * All it knows besides the database (leases, issued jobs) can be lost at any moment and is built again on start.
 */
export async function drive(parts: CoordinatorParts, signal: AbortSignal): Promise<'complete' | 'stopped'> {
  const { study } = parts;
  const lock = await lockWithin(parts, signal);
  if (signal.aborted) return 'stopped';
  if (!lock) throw new StudyAlreadyDrivenError(study.name);
  const coordinator = new Coordinator(parts);
  try {
    const lost = lock.lost.then((cause) => Promise.reject(new StudyLockLostError(study.name, cause)));
    return await Promise.race([coordinator.run(signal), lost]);
  } finally {
    coordinator.close();
    await lock.release();
  }
}

async function lockWithin({ store, study, timing, log }: CoordinatorParts, signal: AbortSignal) {
  const deadline = performance.now() + timing.lockMs;
  for (;;) {
    const lock = await lockStudy(store, study.id);
    if (lock || signal.aborted || performance.now() > deadline) return lock;
    log('another coordinator drives the study still', { study: study.name });
    await sleep(timing.tickMs, signal);
  }
}

class Coordinator {
  readonly #parts: CoordinatorParts;
  readonly #leases: Leases;
  readonly #dispatcher: Dispatcher;
  readonly #recorder: Recorder;
  readonly #workforce: Workforce;
  readonly #grant: (claim: TrialClaim) => Promise<ClaimOutcome>;
  /** Trials that a person stopped while they ran: not to be tried again if their worker dies before it obeys. */
  readonly #stopping = new Set<number>();
  readonly #reading = new AbortController();
  readonly #stopAsked = new AbortController();
  readonly #closers: (() => void)[] = [];
  #workersRecordedAt = 0;
  #jobsCheckedAt = performance.now();
  #tickedAt = performance.now();
  #connected = true;

  constructor(parts: CoordinatorParts) {
    this.#parts = parts;
    this.#leases = new Leases(parts.timing.leaseMs);
    this.#workforce = new Workforce(parts.timing.leaseMs);
    this.#dispatcher = new Dispatcher({ ...parts, window: () => this.#window() });
    this.#grant = together((claims) => claimTrials(parts.store, parts.study.id, claims));
    this.#recorder = new Recorder({ ...parts, onRecorded: (recorded) => this.#recorded(recorded) });
  }

  async run(signal: AbortSignal): Promise<'complete' | 'stopped'> {
    const { store, study, log } = this.#parts;
    await setStudyState(store, { study: study.id, state: 'active' });
    const now = performance.now();
    for (const run of await runningTrials(store, study.id)) {
      this.#leases.grant({ trial: run.number, attempt: run.attempt, worker: run.worker ?? '' }, now);
    }
    await this.#dispatcher.withdraw();
    this.#listen();
    log('driving study', { study: study.name, running: this.#leases.size });

    const stop = AbortSignal.any([signal, this.#stopAsked.signal]);
    const recording = this.#recorder.run(this.#reading.signal);
    const outcome = await Promise.race([this.#tickUntilDone(stop), recording.then(() => 'stopped' as const)]);
    this.#reading.abort();
    await recording;
    log('study ended', { study: study.name, outcome });
    return outcome;
  }

  close(): void {
    this.#reading.abort();
    for (const close of this.#closers) close();
  }

  #listen(): void {
    const { bus, study } = this.#parts;
    const subscriptions = [
      bus.claims.serve(study.id, (claim) => this.#claim(claim)),
      bus.commands.serve(study.id, (command) => this.#command(command)),
      bus.heartbeats.listen((heartbeat) => this.#heard(heartbeat)),
    ];
    this.#closers.push(...subscriptions.map((subscription) => () => subscription.close()));
    this.#parts.onWorkerEnded((pid) => this.#workerEnded(pid));
    void this.#watchConnection();
  }

  /** Before its successor, which takes seconds to start, asks for work: so that it goes on with the same trials. */
  #workerEnded(pid: number): void {
    const worker = this.#workforce.find({ host: hostname(), pid });
    if (worker) this.#leases.expire(worker);
  }

  async #watchConnection(): Promise<void> {
    for await (const { connected } of this.#parts.bus.status()) {
      this.#connected = connected;
      if (connected) this.#leases.renewAll(performance.now());
      this.#parts.log(connected ? 'connected to NATS' : 'NATS is away, waiting for it');
    }
  }

  async #tickUntilDone(stop: AbortSignal): Promise<'complete' | 'stopped'> {
    while (!stop.aborted) {
      if (await this.#survive(() => this.#tick())) return 'complete';
      await sleep(this.#parts.timing.tickMs, stop);
    }
    await this.#releaseAll();
    return 'stopped';
  }

  /** A tick that fails because a server is away is tried again at the next one. */
  async #survive(step: () => Promise<boolean>): Promise<boolean> {
    try {
      return await step();
    } catch (error) {
      if (!isRetryable(error) && this.#connected) throw error;
      this.#parts.log('waiting for a server', { error: String(error) });
      return false;
    }
  }

  async #tick(): Promise<boolean> {
    const { store, study, timing } = this.#parts;
    const now = performance.now();
    if (!this.#connected || now - this.#tickedAt > timing.leaseMs / 2) this.#leases.renewAll(now);
    this.#tickedAt = now;
    if (!this.#connected) return false;
    await this.#reap(now);
    await this.#recordWorkers(now);
    if (now - this.#jobsCheckedAt > JOBS_CHECKED_EVERY_MS) {
      this.#jobsCheckedAt = now;
      await this.#dispatcher.recoverLostJobs();
    }
    await this.#dispatcher.fill();
    if (this.#leases.size > 0 || (await waitingTrials(store, study.id, { limit: 1 })).length > 0)
      return false;
    if ((await runningTrials(store, study.id)).length > 0) return false;
    await setStudyState(store, { study: study.id, state: 'complete' });
    return true;
  }

  /**
   * Gives the trials of lost workers back to the queue. Not one whose results wait to be recorded: the worker may
   * have finished it, and only our reading is late. Nor if the server was slow to say so, or heartbeats came before its
   * answer: then it was we who did not hear.
   */
  async #reap(now: number): Promise<void> {
    const { bus, study, timing } = this.#parts;
    for (const run of this.#leases.lapsed(now)) {
      const asked = performance.now();
      const waiting = await bus.events.waiting(study.id, run.trial);
      const answered = performance.now();
      if (answered - asked > timing.leaseMs / 2) return this.#leases.renewAll(answered);
      if (waiting > 0 || !this.#leases.isLapsed(run, now)) continue;
      await this.#requeue(run, `worker ${run.worker} was not heard of any more`, run.listed);
    }
  }

  /** `counts`: the trial may be why its worker is gone. */
  async #requeue({ trial, attempt, worker }: Run, reason: string, counts: boolean): Promise<void> {
    const { store, study, log } = this.#parts;
    const run = { trial, attempt, worker };
    const outcome = await requeueTrial(store, { study: study.id, trial, attempt, reason, counts });
    this.#leases.end(trial, attempt);
    if (outcome === 'waiting') this.#dispatcher.returned();
    if (outcome !== 'over') log('the worker of a trial is lost', { ...run, reason, trialIs: outcome });
    if (this.#stopping.delete(trial)) await cancelTrial(store, { study: study.id, trial });
    this.#cancelRun(run, 'fenced');
  }

  async #recordWorkers(now: number): Promise<void> {
    if (now - this.#workersRecordedAt < WORKERS_RECORDED_EVERY_MS) return;
    this.#workersRecordedAt = now;
    await recordWorkers(this.#parts.store, this.#workforce.takeUnrecorded());
  }

  #window(): number {
    const slots = this.#workforce.slots(performance.now());
    return Math.max(this.#parts.timing.window, slots * JOBS_A_SLOT);
  }

  async #claim(claim: Claim): Promise<ClaimReply> {
    const { log } = this.#parts;
    const { trial, worker } = claim;
    const version = PROTOCOL_VERSION;
    if (this.#stopAsked.signal.aborted) return { version, granted: false, reason: 'the study is stopping' };
    try {
      const reply = await this.#grant({ trial, worker });
      this.#dispatcher.taken(trial);
      if (!reply.granted) return { version, granted: false, reason: reply.reason };
      this.#leases.grant({ trial, attempt: reply.attempt, worker }, performance.now());
      log('trial claimed', { trial, attempt: reply.attempt, worker });
      return { version, granted: true, attempt: reply.attempt, checkpoints: reply.checkpoints };
    } catch (error) {
      this.#dispatcher.forget(trial);
      log('could not grant a claim', { trial, worker, error: String(error) });
      return { version, granted: false, reason: 'the database does not answer' };
    }
  }

  #heard(heartbeat: Heartbeat): void {
    this.#workforce.hear(heartbeat, performance.now());
    const ours = heartbeat.runs.filter((run) => run.study === this.#parts.study.id);
    const strangers = this.#leases.confirm(heartbeat.worker, ours, performance.now());
    for (const run of strangers) this.#cancelRun(run, 'fenced');
    for (const run of this.#leases.runs()) {
      if (run.worker === heartbeat.worker && this.#stopping.has(run.trial)) this.#cancelRun(run, 'stopped');
    }
  }

  #recorded({ event, state }: RecordedEvent): void {
    if (event.kind === 'epoch' || event.kind === 'notice') return;
    this.#leases.end(event.trial, event.attempt);
    this.#stopping.delete(event.trial);
    if (state === 'waiting') this.#dispatcher.returned();
    this.#parts.log(`trial ${event.kind}`, { trial: event.trial, attempt: event.attempt, state });
  }

  async #command(command: Command): Promise<{ ok: boolean; message: string }> {
    const { store, study } = this.#parts;
    if (command.kind === 'stop-study') {
      this.#stopAsked.abort();
      return { ok: true, message: `study ${study.name} is stopping; running trials are checkpointed` };
    }
    const { trial } = command;
    const outcome = await cancelTrial(store, { study: study.id, trial });
    if (outcome === 'running') this.#stopRun(trial);
    return {
      ok: outcome === 'running' || outcome === 'cancelled',
      message: answers[outcome](trial, study.name),
    };
  }

  #stopRun(trial: number): void {
    this.#stopping.add(trial);
    const run = this.#leases.runs().find((held) => held.trial === trial);
    if (run) this.#cancelRun(run, 'stopped');
  }

  /** Asks for every run back, until each is released or the time is up; what is left is taken back. */
  async #releaseAll(): Promise<void> {
    const { store, study, timing, log } = this.#parts;
    await this.#survive(async () => this.#dispatcher.end().then(() => false));
    const deadline = performance.now() + timing.releaseMs;
    while (this.#leases.size > 0 && performance.now() < deadline) {
      for (const run of this.#leases.runs()) this.#cancelRun(run, 'released');
      await sleep(Math.min(500, timing.tickMs));
    }
    for (const run of this.#leases.runs())
      await this.#requeue(run, 'its worker did not give it back in time', false);
    await setStudyState(store, { study: study.id, state: 'stopped' });
    log('all trials are back in the queue');
  }

  #cancelRun(run: Run, reason: Control['reason']): void {
    const { bus, study } = this.#parts;
    const { trial, attempt } = run;
    bus.controls.send(run.worker, {
      version: PROTOCOL_VERSION,
      kind: 'cancel',
      study: study.id,
      trial,
      attempt,
      reason,
    });
  }
}

const answers: Readonly<Record<CancelOutcome, (trial: number, study: string) => string>> = {
  cancelled: (trial) => `trial ${trial} is cancelled; it had not started`,
  running: (trial) => `trial ${trial} stops at its next training step`,
  finished: (trial) => `trial ${trial} is finished already`,
  unknown: (trial, study) => `study ${study} has no trial ${trial}`,
};

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
  });
}
