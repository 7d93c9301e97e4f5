import { hostname } from 'node:os';
import { logConnection, type Bus } from '@ram-sweep/bus';
import { Interval, pause } from '@ram-sweep/clock';
import type { Log } from '@ram-sweep/log';
import type { NotifyOptions } from '@ram-sweep/notify/settings';
import type { Heartbeat } from '@ram-sweep/protocol';
import {
  completeSearch,
  endStudyRuns,
  endWorkerRuns,
  noteStall,
  recordWorkers,
  setStudyState,
  unfinishedTrials,
  type RecordedEvent,
  type Store,
  type Study,
} from '@ram-sweep/store';
import { Claims } from './jobs/claims.js';
import { answerCommand } from './commands.js';
import { Dispatcher } from './jobs/dispatcher.js';
import { isRetryable } from '@ram-sweep/protocol/errors';
import { endNotification } from './notifications/end-of-study.js';
import { StallWatch } from './notifications/stall-watch.js';
import type { CoordinatorOptions } from './options.js';
import { addNextPhase } from './results/phases.js';
import { Pruning } from './results/pruning.js';
import { Recorder } from './results/recorder.js';
import { BackgroundSearch } from './search/background-search.js';
import { Search } from './search/search.js';
import { TimeLimits } from './time-limits.js';
import { Runs } from './workers/runs.js';
import { Workforce } from './workers/workforce.js';

type Timing = Pick<CoordinatorOptions, 'leaseMs' | 'tickMs' | 'window' | 'lockMs' | 'releaseMs'>;

/** How a coordinator ended. `left`: its trials continue, and the next coordinator takes them up. */
export type Ending = 'complete' | 'stopped' | 'left';

export interface CoordinatorParts {
  readonly store: Store;
  readonly bus: Bus;
  readonly study: Study;
  readonly timing: Timing;
  /** Where notifications go. Default: nowhere. */
  readonly notify?: NotifyOptions;
  /** What the signal of `run` means; `stop` unless given. */
  readonly atSignal?: CoordinatorOptions['atSignal'];
  /** Shows whose coordinator holds the lock. */
  readonly mark?: string;
  readonly log: Log;
  /** Calls back with the process id of each worker on this machine whose end its supervisor saw. */
  readonly onWorkerEnded: (listener: (pid: number) => void) => void;
}

const WORKERS_RECORDED_EVERY_MS = 1_000;
/** So that a free slot finds a job while the queue is being filled. */
const JOBS_A_SLOT = 2;
const JOBS_CHECKED_EVERY_MS = 5_000;
const STALL_MINUTES = 30;

/**
 * Keeps one study going: each tick takes back the trials of lost workers, fills the job queue and ends a phase;
 * between ticks it answers claims and commands, and receives heartbeats and results.
 */
export class Coordinator {
  readonly #parts: CoordinatorParts;
  readonly #runs: Runs;
  readonly #dispatcher: Dispatcher;
  readonly #recorder: Recorder;
  readonly #workforce: Workforce;
  readonly #claims: Claims;
  readonly #search: Search;
  readonly #background: BackgroundSearch;
  readonly #limits: TimeLimits;
  readonly #stall: StallWatch;
  readonly #reading = new AbortController();
  readonly #stopAsked = new AbortController();
  readonly #closers: (() => void)[] = [];
  #workersRecorded: Promise<void> = Promise.resolve();
  readonly #untilWorkersRecorded = new Interval(WORKERS_RECORDED_EVERY_MS);
  readonly #untilJobsChecked = new Interval(JOBS_CHECKED_EVERY_MS, performance.now());
  #tickedAt = performance.now();
  #connected = true;
  #isPaused: boolean;
  /** The study was complete when we came, and nobody has asked for more. */
  #wasComplete = false;

  constructor(parts: CoordinatorParts) {
    const { store, study, timing } = parts;
    this.#parts = parts;
    this.#isPaused = study.state === 'paused';
    this.#workforce = new Workforce(timing.leaseMs);
    this.#dispatcher = new Dispatcher({ ...parts, window: () => this.#window() });
    this.#runs = new Runs({
      ...parts,
      leaseMs: timing.leaseMs,
      onReturned: () => this.#dispatcher.returned(),
      onOver: () => this.#background.advance(),
    });
    this.#stall = new StallWatch(parts.notify?.stallMinutes ?? STALL_MINUTES, performance.now());
    this.#limits = new TimeLimits({ ...parts, runs: this.#runs }, performance.now());
    this.#claims = new Claims({ ...parts, runs: this.#runs, dispatcher: this.#dispatcher });
    this.#claims.pause(this.#isPaused);
    this.#search = new Search({
      ...parts,
      isTimeUp: () => this.#limits.isUp,
      onWaiting: () => this.#dispatcher.arrived(),
      onSurplus: (trials) => trials.forEach((trial) => this.#runs.stop(trial)),
    });
    this.#background = new BackgroundSearch(this.#search, parts.log);
    this.#recorder = new Recorder({
      ...parts,
      pruning: new Pruning(store, study),
      onRecorded: (recorded) => this.#recorded(recorded),
      onCommitted: () => this.#background.advance(),
      onStale: (run) => this.#runs.fence(run),
    });
  }

  async run(signal: AbortSignal): Promise<Ending> {
    const { store, study, log } = this.#parts;
    this.#wasComplete = study.state === 'complete' && (await unfinishedTrials(store, study.id)) === 0;
    await setStudyState(store, { study: study.id, state: this.#isPaused ? 'paused' : 'active' });
    await this.#runs.adopt(performance.now());
    await this.#dispatcher.withdraw();
    this.#listen();
    this.#background.advance();
    log.info('driving study', { study: study.name, running: this.#runs.size });

    const stop = AbortSignal.any([signal, this.#stopAsked.signal]);
    const recording = this.#recorder.run(this.#reading.signal);
    const outcome = await Promise.race([this.#tickUntilDone(stop), recording.then(() => 'stopped' as const)]);
    this.#reading.abort();
    await recording;
    if (outcome !== 'left') await this.#survive(() => this.#recordLastWords().then(() => false));
    log.info('study ended', { study: study.name, outcome });
    return outcome;
  }

  /** Whether a person ended the sweep by a command. */
  get isStopping(): boolean {
    return this.#stopAsked.signal.aborted;
  }

  close(): void {
    this.#reading.abort();
    void this.#search.close();
    for (const close of this.#closers) close();
  }

  #listen(): void {
    const { bus, study, log } = this.#parts;
    const doing = {
      ...this.#parts,
      runs: this.#runs,
      onStop: () => this.#stopAsked.abort(),
      onPause: (isPaused: boolean) => this.#pause(isPaused),
      onCancelled: () => this.#background.advance(),
    };
    const subscriptions = [
      bus.claims.serve(study.id, (claim) => this.#claims.answer(claim)),
      bus.commands.serve(study.id, (command) => answerCommand(command, doing)),
      bus.heartbeats.listen((heartbeat) => this.#heard(heartbeat)),
    ];
    this.#closers.push(...subscriptions.map((subscription) => () => subscription.close()));
    this.#parts.onWorkerEnded((pid) => this.#workerEnded(pid));
    void this.#watchConnection();
    void logConnection(bus, log);
  }

  /** It is stored first, so that it outlives this process. */
  async #pause(isPaused: boolean): Promise<void> {
    const { store, study } = this.#parts;
    await setStudyState(store, { study: study.id, state: isPaused ? 'paused' : 'active' });
    this.#isPaused = isPaused;
    this.#claims.pause(isPaused);
    if (isPaused) await this.#dispatcher.withdraw();
  }

  async #recordWorkers(): Promise<void> {
    const recorded = recordWorkers(this.#parts.store, this.#workforce.takeUnrecorded());
    this.#workersRecorded = recorded.catch(() => undefined);
    await recorded;
  }

  /** Before its successor, which takes seconds to start, asks for work: so the successor continues the same trials. */
  #workerEnded(pid: number): void {
    const worker = this.#workforce.find({ host: hostname(), pid });
    if (!worker) return;
    this.#runs.expire(worker);
    this.#workforce.forget(worker);
    // For those who watch; the trials do not depend on it. What it said before may be on its way to the database, and
    // would bring it back.
    this.#workersRecorded.then(() => endWorkerRuns(this.#parts.store, worker)).catch(() => undefined);
  }

  async #watchConnection(): Promise<void> {
    for await (const { connected } of this.#parts.bus.status()) {
      this.#connected = connected;
      if (connected) this.#runs.renewAll(performance.now());
    }
  }

  async #tickUntilDone(stop: AbortSignal): Promise<Ending> {
    while (!stop.aborted) {
      if (await this.#survive(() => this.#tick())) return 'complete';
      await pause(this.#parts.timing.tickMs, stop);
    }
    if (this.#parts.atSignal === 'leave' && !this.isStopping) return this.#leave();
    await this.#release();
    return 'stopped';
  }

  /** As if it were lost, but at a good moment. What comes from workers meanwhile waits on NATS. */
  async #leave(): Promise<'left'> {
    await this.#claims.refuse();
    await this.#survive(() => this.#limits.write().then(() => false));
    this.#parts.log.info('the study is left to the next coordinator; its trials continue', {
      running: this.#runs.size,
    });
    return 'left';
  }

  /** A tick that fails because a server is unreachable is repeated at the next one. */
  async #survive(step: () => Promise<boolean>): Promise<boolean> {
    try {
      return await step();
    } catch (error) {
      if (!isRetryable(error) && this.#connected) throw error;
      this.#parts.log.warn('waiting for a server', { error: String(error) });
      return false;
    }
  }

  async #tick(): Promise<boolean> {
    const { timing } = this.#parts;
    const now = performance.now();
    if (!this.#connected || now - this.#tickedAt > timing.leaseMs / 2) this.#runs.renewAll(now);
    this.#tickedAt = now;
    await this.#lookForStall(now);
    if (!this.#connected) return false;
    await this.#runs.reap(now);
    const timedOut = await this.#limits.look(now, this.#isPaused && this.#runs.size === 0);
    if (timedOut > 0 || this.#limits.isUp) await this.#search.advance();
    if (this.#untilWorkersRecorded.restartIfOver(now)) await this.#recordWorkers();
    if (this.#untilJobsChecked.restartIfOver(now)) {
      await this.#runs.adopt(now);
      await this.#dispatcher.recoverLostJobs();
    }
    this.#background.retry();
    await this.#dispatcher.fill();
    return (await this.#isIdle()) && (await this.#finish());
  }

  /** Also while NATS is unreachable: that is what may have stalled it. */
  async #lookForStall(now: number): Promise<void> {
    if (this.#isPaused) return this.#stall.alive(now);
    const minutes = this.#stall.stalledFor(now);
    if (minutes === null) return;
    const { store, study, log } = this.#parts;
    const stall = { minutes, running: this.#runs.size, workers: this.#workforce.count(now) };
    const isNews = await noteStall(store, study.id, stall);
    this.#stall.reported();
    if (isNews) log.warn(`no epoch was recorded for a long time${whyStalled(stall)}`, stall);
  }

  /** Whether every trial is final. The last result of a rung may still promote a pruned trial. */
  async #isIdle(): Promise<boolean> {
    const { store, study } = this.#parts;
    if (this.#runs.size > 0) return false;
    if ((await unfinishedTrials(store, study.id)) > 0) {
      this.#background.advance();
      return false;
    }
    await this.#search.advance();
    return (await unfinishedTrials(store, study.id)) === 0;
  }

  /** Starts the next phase, or completes the study. */
  async #finish(): Promise<boolean> {
    const { store, study, log } = this.#parts;
    await completeSearch(store, study.id);
    const added = this.#limits.isUp ? [] : await addNextPhase(store, study);
    if (added.length > 0) {
      log.info(`the study continues with ${added[0]!.phase}s`, { trials: added.length });
      this.#dispatcher.returned();
      return false;
    }
    // Duplicates that nobody took would stay in the queue forever.
    await this.#dispatcher.withdraw();
    await this.#limits.write();
    const notification = this.#wasComplete ? undefined : await endNotification(this.#parts);
    await setStudyState(store, { study: study.id, state: 'complete', notification });
    return true;
  }

  #window(): number {
    if (this.#isPaused) return 0;
    const slots = this.#workforce.slots(performance.now());
    return Math.max(this.#parts.timing.window, slots * JOBS_A_SLOT);
  }

  #heard(heartbeat: Heartbeat): void {
    if (!this.#workforce.hear(heartbeat, performance.now())) return;
    this.#runs.heard(heartbeat, performance.now());
  }

  #recorded(recorded: RecordedEvent): void {
    const { event, state, verdicts } = recorded;
    const { kind, trial, attempt } = event;
    if (kind === 'epoch') this.#stall.alive(performance.now());
    for (const { trial: judged, reason } of verdicts)
      this.#parts.log.info(`pruner: prune trial ${judged}`, { reason });
    if (kind === 'notice' || (kind === 'epoch' && state !== 'pruned' && state !== 'paused')) return;
    this.#runs.ended(recorded);
    if (state === 'waiting') this.#dispatcher.returned();
    this.#parts.log.info(`trial ${kind}`, { trial, attempt, state });
  }

  /** Of a study that was over before its workers were written down too; then nothing is trained in it any more. */
  async #recordLastWords(): Promise<void> {
    const { store, study } = this.#parts;
    await this.#recordWorkers();
    await endStudyRuns(store, study.id);
  }

  async #release(): Promise<void> {
    const { store, study, timing, log } = this.#parts;
    await this.#claims.refuse();
    await this.#survive(async () => this.#dispatcher.end({ purge: this.#connected }).then(() => false));
    await this.#runs.releaseAll(timing.releaseMs);
    await this.#limits.write();
    const notification = { kind: 'stop', details: {} } as const;
    await setStudyState(store, { study: study.id, state: 'stopped', notification });
    log.info('all trials are back in the queue');
  }
}

const whyStalled = ({ workers }: { readonly workers: number }): string =>
  workers === 0 ? ', as no worker sends heartbeats; `ram-sweep worker` starts one' : '';
