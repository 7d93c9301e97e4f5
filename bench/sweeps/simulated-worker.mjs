import { setTimeout as sleep } from 'node:timers/promises';
import { connectBus } from '@ram-sweep/bus';
import { checkpointName, PROTOCOL_VERSION } from '@ram-sweep/protocol';
import { resultOf } from './fill-study.mjs';

/** @type {import('@ram-sweep/protocol').TrialEvent['version']} */
const version = PROTOCOL_VERSION;
const HEARTBEAT_MS = 2_000;
const EPOCHS = 3;
const CLAIM_TIMEOUT_MS = 30_000;
const TRIES = 12;

/**
 * A worker of one slot that does all that a worker does but train: an epoch is a pause. It notes in `tally` what
 * happens.
 */
export class SimulatedWorker {
  /** @type {import('@ram-sweep/bus').Bus} */
  #bus;
  #name;
  #epochMs;
  #tally;
  #startedAt = new Date().toISOString();
  #leave = new AbortController();
  /** @type {SimulatedRun | null} */
  #run = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #pulse;
  #isSilent = false;
  #beatenAt = 0;
  /** @type {Promise<void>} */
  #ended = Promise.resolve();

  /**
   * @param {import('@ram-sweep/bus').Bus} bus
   * @param {{ name: string; epochMs: number; tally: Tally }} options
   */
  constructor(bus, { name, epochMs, tally }) {
    this.#bus = bus;
    this.#name = name;
    this.#epochMs = epochMs;
    this.#tally = tally;
  }

  /**
   * @param {import('@ram-sweep/services').NatsAccess} nats
   * @param {{ name: string; epochMs: number; tally: Tally }} options
   */
  static async start({ url, worker }, options) {
    const connection = { servers: url, ...worker, name: options.name, role: /** @type {const} */ ('worker') };
    const bus = await patiently(() => connectBus(connection));
    const simulated = new SimulatedWorker(bus, options);
    bus.controls.listen(options.name, () => undefined);
    simulated.#pulse = setInterval(() => simulated.#beat(), HEARTBEAT_MS);
    simulated.#beat();
    simulated.#ended = simulated.#serve().catch(() => undefined);
    return simulated;
  }

  get name() {
    return this.#name;
  }

  /** Whether it is in the middle of a trial. */
  get trains() {
    return this.#run !== null && this.#run.epoch > 0 && this.#run.epoch < EPOCHS;
  }

  /** Says nothing any more, as a machine that has lost its power. Returns when it was heard last (ms since 1970). */
  fallSilent() {
    this.#isSilent = true;
    clearInterval(this.#pulse);
    this.#leave.abort();
    return this.#beatenAt;
  }

  async stop() {
    this.fallSilent();
    await this.#bus.close();
    await this.#ended;
  }

  async #serve() {
    while (!this.#leave.signal.aborted) {
      for (const delivery of await this.#bus.jobs.takeSome({ atMost: 1, signal: this.#leave.signal }))
        await this.#train(delivery).catch(() => undefined);
    }
  }

  /** @param {import('@ram-sweep/bus').Delivery} delivery */
  async #train({ job: { study, trial }, ack }) {
    const asked = performance.now();
    const claim = { version, study, trial, worker: this.#name, environment: 'bench' };
    const reply = await this.#bus.claims.request(claim, { timeoutMs: CLAIM_TIMEOUT_MS });
    this.#tally.claims.push(performance.now() - asked);
    await ack();
    if (!reply.granted) return;
    this.#run = { study, trial, attempt: reply.attempt, epoch: 0 };
    this.#beat();
    for (let epoch = 1; epoch <= EPOCHS; epoch += 1) {
      await sleep(this.#epochMs * (0.5 + Math.random()), undefined, { signal: this.#leave.signal });
      await this.#report(epoch);
    }
    await this.#bus.events.publish({ ...this.#envelope(), sequence: EPOCHS, kind: 'complete' });
    this.#run = null;
    this.#beat();
  }

  /** @param {number} epoch */
  async #report(epoch) {
    const { study, trial, attempt } = this.#envelope();
    const name = checkpointName(study, trial, attempt, epoch, 0);
    const checkpoint = await this.#bus.checkpoints.put(name, new Uint8Array(4096), { epoch, step: 0 });
    const result = resultOf(trial, epoch);
    await this.#bus.events.publish({
      ...this.#envelope(),
      sequence: epoch - 1,
      kind: 'epoch',
      result,
      checkpoint,
    });
    this.#tally.epochs += 1;
    if (this.#run) this.#run.epoch = epoch;
  }

  #envelope() {
    const { study, trial, attempt } = /** @type {SimulatedRun} */ (this.#run);
    return { version, study, trial, attempt, worker: this.#name, at: new Date().toISOString() };
  }

  #beat() {
    if (this.#isSilent) return;
    const run = this.#run;
    const progress = { epochs: EPOCHS, step: 0, steps: 100, stepsPerSecond: 10 };
    this.#bus.heartbeats.publish({
      version,
      worker: this.#name,
      host: 'bench',
      pid: 1,
      engine: 'none',
      device: 'none',
      slots: 1,
      state: 'ready',
      startedAt: this.#startedAt,
      at: new Date().toISOString(),
      runs: run ? [{ ...run, ...progress }] : [],
    });
    this.#tally.heartbeats += 1;
    this.#beatenAt = Date.now();
  }
}

/**
 * Hundreds dial, on a machine that may be busy.
 * @template Result
 * @param {() => Promise<Result>} attempt
 */
async function patiently(attempt) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === TRIES) throw error;
    }
  }
}

/**
 * What happened, and how many milliseconds each claim took.
 * @typedef {{ heartbeats: number; epochs: number; claims: number[] }} Tally
 */

/** @typedef {{ study: string; trial: number; attempt: number; epoch: number }} SimulatedRun epoch: the last one done */
