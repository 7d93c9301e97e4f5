import { hostname } from 'node:os';
import { Piscina } from 'piscina';
import { BusUnavailableError, connectBus, logConnection, type Bus, type Delivery } from '@ram-sweep/bus';
import { pause } from '@ram-sweep/clock';
import { PROTOCOL_VERSION, type Control, type Heartbeat } from '@ram-sweep/protocol';
import { chooseEngine, openEngine, type EngineName } from '@ram-sweep/engines';
import type { Log } from '@ram-sweep/log';
import { Claimant } from './claiming/claimant.js';
import { abandonAll } from './training/abandon-all.js';
import { MachineImages } from './training/machine-images.js';
import { describeEnvironment } from './environment.js';
import { HeartbeatFile } from './heartbeat-file.js';
import { Idleness } from './idleness.js';
import { PATIENCE_MS, type Leave } from './leave.js';
import { workerOptionsSchema, type WorkerOptions } from './options.js';
import { Slots } from './slots.js';
import type { TrainingOutcome, TrainingTask } from './training/training-thread.js';
import { TrialRun } from './training/trial-run.js';

/** The compiled thread; this path works from the source and from the build. */
const TRAINING_THREAD = new URL('../dist/training/training-thread.js', import.meta.url);
const BEAT_SOON_MS = 50;
/** How long a job that this machine cannot train waits for another machine, and how long its slot then rests. */
const HANDED_BACK_MS = 500;
const REST_MS = 10_000;
/** How long a job for a trial's next epochs waits while the run that reached the end of its grant is still ending. */
const ENDING_MS = 50;

/**
 * Takes jobs and trains them until it is asked to leave; then gives running trials back, checkpointed.
 * The main thread only talks (NATS, heartbeats, checkpoints), so training never delays it.
 * `onTraining` is called with every heartbeat that reports a training.
 *
 * Throws what ends the worker otherwise, an exception that nobody caught in this process among them. Trainings have
 * ended by then, between two steps, so that the process may exit.
 */
export async function runWorker(
  input: unknown,
  log: Log,
  { asked, insisted }: Leave,
  onTraining = (): void => undefined,
): Promise<void> {
  const options = workerOptionsSchema.parse(input);
  const engine = await chooseEngine(options.engine);
  const { device } = await openEngine(engine);
  const environment = await describeEnvironment(engine);
  const bus = await connectBus(options.bus, { notice: log.warn });
  const worker = new Worker({ options, bus, log, onTraining, engine: { engine, device, environment } });
  void logConnection(bus, log);
  log.info('worker ready', { worker: options.worker, engine, device, slots: options.slots });
  const broken = new AbortController();
  const onUncaught = (error: Error): void => broken.abort(error);
  process.on('uncaughtException', onUncaught);
  try {
    await worker.run(asked, AbortSignal.any([insisted, bus.refused, broken.signal]));
  } finally {
    await worker.close();
    await bus.close();
    process.off('uncaughtException', onUncaught);
  }
  broken.signal.throwIfAborted();
}

interface WorkerParts {
  readonly options: WorkerOptions;
  readonly bus: Bus;
  readonly engine: { readonly engine: EngineName; readonly device: string; readonly environment: string };
  readonly log: Log;
  readonly onTraining: () => void;
}

class Worker {
  readonly #options: WorkerOptions;
  readonly #bus: Bus;
  readonly #engine: WorkerParts['engine'];
  readonly #log: Log;
  readonly #onTraining: () => void;
  readonly #pool: Piscina<TrainingTask, TrainingOutcome>;
  readonly #runs = new Set<TrialRun>();
  /** Trials that are claimed or run here, by study and number. */
  readonly #inHand = new Map<string, TrialRun | null>();
  readonly #claimant: Claimant;
  readonly #images: MachineImages;
  readonly #startedAt = new Date().toISOString();
  readonly #idleness: Idleness;
  readonly #heartbeatFile: HeartbeatFile | null;
  /** Aborts when there has been no work for too long. */
  readonly #idle = new AbortController();
  /** Aborts, with an error, when no server could be reached for too long. */
  readonly #cutOff = new AbortController();
  #draining = false;
  #nextBeat: NodeJS.Timeout | undefined;

  constructor({ options, bus, engine, log, onTraining }: WorkerParts) {
    this.#options = options;
    this.#bus = bus;
    this.#engine = engine;
    this.#log = log;
    this.#onTraining = onTraining;
    this.#idleness = new Idleness(options, performance.now());
    this.#heartbeatFile = options.heartbeatFile ? new HeartbeatFile(options.heartbeatFile, log) : null;
    this.#images = new MachineImages(options);
    const { environment } = engine;
    this.#claimant = new Claimant({ bus, log, worker: options.worker, environment });
    this.#pool = new Piscina<TrainingTask, TrainingOutcome>({
      filename: TRAINING_THREAD.href,
      name: 'train',
      minThreads: 1,
      maxThreads: options.slots,
      idleTimeout: 60_000,
      atomics: 'disabled',
    });
  }

  /**
   * Until `asked` aborts, or there has been no work for `idleMs`. Throws the reason of `over` as soon as that aborts.
   */
  async run(asked: AbortSignal, over: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([asked, this.#idle.signal]);
    const controls = this.#bus.controls.listen(this.#options.worker, (control) => this.#obey(control));
    const pulse = setInterval(() => this.#pulse(), this.#options.heartbeatMs);
    const leave = (): void => this.#drain();
    signal.addEventListener('abort', leave, { once: true });
    this.#beat();
    try {
      await this.#serve(signal, over);
    } finally {
      clearInterval(pulse);
      controls.close();
      this.#beat();
    }
  }

  async close(): Promise<void> {
    await this.#heartbeatFile?.remove();
    if (await abandonAll(this.#runs)) await this.#pool.destroy();
  }

  /**
   * Ends when the signal has aborted and no job is left; throws as soon as a job could not be handled, `over` aborts,
   * or no server could be reached for too long.
   */
  #serve(signal: AbortSignal, over: AbortSignal): Promise<void> {
    const gone = AbortSignal.any([over, this.#cutOff.signal]);
    return new Promise((resolve, reject) => {
      const giveUp = (): void => reject(gone.reason as Error);
      if (gone.aborted) giveUp();
      gone.addEventListener('abort', giveUp, { once: true });
      this.#takeJobs(signal, reject).then(resolve, reject);
    });
  }

  /** Takes as many jobs at a time as slots are free. */
  async #takeJobs(signal: AbortSignal, fail: (error: unknown) => void): Promise<void> {
    const slots = new Slots(this.#options.slots);
    while (!signal.aborted) {
      const atMost = await slots.free();
      for (const delivery of await this.#bus.jobs.takeSome({ atMost, signal })) {
        slots.occupy((vacate) => this.#handle(delivery, signal, vacate).catch(fail));
      }
    }
    await slots.allFree();
  }

  async #handle(delivery: Delivery, signal: AbortSignal, vacate: () => void): Promise<void> {
    const { job } = delivery;
    if (!(await this.#hasImages(delivery, signal))) return;
    const key = `${job.study}.${job.trial}`;
    // Claiming the trial again would fence its run that is still active here.
    const held = this.#inHand.get(key);
    if (held?.isPaused) return delivery.retryLater(ENDING_MS);
    if (held !== undefined) return delivery.ack();
    this.#inHand.set(key, null);
    try {
      await this.#claimAndRun(delivery, { key, signal, vacate });
    } finally {
      this.#inHand.delete(key);
    }
  }

  /**
   * If this machine cannot read the images, the job goes back: others may, and the trial is not at fault.
   */
  async #hasImages({ job, retryLater }: Delivery, signal: AbortSignal): Promise<boolean> {
    if (this.#options.objective === 'none') return true;
    try {
      await this.#images.open(job.dataset);
      return true;
    } catch (error) {
      const fields = { study: job.studyName, error: String(error) };
      this.#log.warn('cannot read the images of a study, so its trials are left to other workers', fields);
      await retryLater(HANDED_BACK_MS);
      await pause(REST_MS, signal);
      return false;
    }
  }

  async #claimAndRun(
    delivery: Delivery,
    { key, signal, vacate }: { key: string; signal: AbortSignal; vacate: () => void },
  ): Promise<void> {
    const { job } = delivery;
    const reply = await this.#claimant.claim(delivery);
    if (!reply) return;
    void delivery.ack();
    if (!reply.granted) {
      this.#log.info('claim refused', { trial: job.trial, reason: reply.reason });
      return;
    }
    const run = new TrialRun(this.#runParts(), job, reply);
    this.#runs.add(run);
    this.#inHand.set(key, run);
    this.#log.info('training', { study: job.studyName, trial: job.trial, attempt: run.attempt });
    this.#beatSoon();
    if (signal.aborted) run.cancel('released');
    try {
      const last = await run.run(vacate);
      if (last === 'released') this.#log.info('trial given back', { study: job.studyName, trial: job.trial });
    } finally {
      this.#runs.delete(run);
    }
  }

  #runParts(): ConstructorParameters<typeof TrialRun>[0] {
    const { worker, objective, hangMs } = this.#options;
    const { engine } = this.#engine;
    return {
      bus: this.#bus,
      threads: this.#pool,
      images: this.#images,
      worker,
      engine,
      objective,
      hangMs,
    };
  }

  #obey({ study, trial, attempt, reason }: Control): void {
    for (const run of this.#runs) {
      if (run.job.study === study && run.job.trial === trial && run.attempt === attempt) run.cancel(reason);
    }
  }

  #drain(): void {
    this.#draining = true;
    this.#sayWhatItWaitsFor();
    void this.#heartbeatFile?.remove();
    for (const run of this.#runs) run.cancel('released');
    this.#beat();
  }

  #pulse(): void {
    this.#beat();
    if (this.#draining) return;
    const seen = { busy: this.#runs.size > 0, connected: this.#bus.connected };
    const reason = this.#idleness.see(seen, performance.now());
    if (reason === 'cut off') this.#cutOff.abort(this.#cutOffError());
    if (reason !== 'idle') return;
    this.#log.info('no work for too long, so the worker ends');
    this.#idle.abort();
  }

  #cutOffError(): BusUnavailableError {
    const { bus, cutOffMs = 0 } = this.#options;
    const message = `the NATS server could not be reached for ${cutOffMs / 1_000} s, so the worker ends`;
    return new BusUnavailableError([bus.servers].flat(), message);
  }

  /** Why it does not end at once, for the person who asks it to. */
  #sayWhatItWaitsFor(): void {
    const trials = this.#runs.size;
    if (trials === 0) return;
    const seconds = PATIENCE_MS / 1_000;
    if (this.#bus.connected)
      this.#log.info('leaving; running trials are given back', { trials, withinSeconds: seconds });
    else
      this.#log.warn(`leaving; waiting up to ${seconds} s for NATS, to give running trials back`, { trials });
  }

  /** Reports a run that began, together with others that begin at about the same time. */
  #beatSoon(): void {
    this.#nextBeat ??= setTimeout(() => this.#beat(), BEAT_SOON_MS);
  }

  #beat(): void {
    clearTimeout(this.#nextBeat);
    this.#nextBeat = undefined;
    const { worker, slots } = this.#options;
    const { engine, device } = this.#engine;
    const heartbeat: Heartbeat = {
      version: PROTOCOL_VERSION,
      worker,
      host: hostname(),
      pid: process.pid,
      engine,
      device,
      slots,
      state: this.#draining ? 'draining' : 'ready',
      startedAt: this.#startedAt,
      at: new Date().toISOString(),
      runs: [...this.#runs].map((run) => run.beat()),
    };
    this.#bus.heartbeats.publish(heartbeat);
    void this.#heartbeatFile?.record(this.#bus.heartbeats.areRead());
    if (heartbeat.runs.length > 0) this.#onTraining();
  }
}
