import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Bus } from '@ram-sweep/bus';
import type { CheckpointRef, ClaimReply, Control, Job, WorkerRun } from '@ram-sweep/protocol';
import type { EngineName } from '@ram-sweep/engines';
import { TrainingHungError } from '../errors.js';
import type { WorkerOptions } from '../options.js';
import { toFailure } from './failures.js';
import type { MachineImages } from './machine-images.js';
import { RunRecord, type EventBody } from './run-record.js';
import { createRunMemory, readProgress, wish, wishes } from './run-memory.js';
import { StepWatch } from './step-watch.js';
import type { EpochMessage, TrainingOutcome, TrainingTask } from './training-thread.js';

type GrantedClaim = Extract<ClaimReply, { granted: true }>;

/** Runs a task in a training thread, and ends that thread if `signal` aborts. Piscina is one. */
export interface TrainingThreads {
  run(
    task: TrainingTask,
    options: { transferList: [MessagePort]; signal: AbortSignal },
  ): Promise<TrainingOutcome>;
}

export interface TrialRunParts {
  readonly bus: Bus;
  readonly threads: TrainingThreads;
  readonly worker: string;
  readonly engine: EngineName;
  readonly images: MachineImages;
  readonly objective: WorkerOptions['objective'];
  /** A training that makes no step for this long is ended as hung. */
  readonly hangMs: number;
}

/**
 * One attempt at a trial, seen from the main thread: passes it to a training thread and stores the results.
 *
 * The checkpoint of an epoch is stored before its event, and the event before the next epoch is accepted: whatever
 * the coordinator has recorded can be resumed from.
 */
export class TrialRun {
  readonly job: Job;
  readonly attempt: number;
  readonly #parts: TrialRunParts;
  readonly #checkpoints: readonly CheckpointRef[];
  readonly #untilEpoch: number | null;
  readonly #record: RunRecord;
  readonly #watch: StepWatch;
  readonly #memory = createRunMemory();
  readonly #killed = new AbortController();
  #reason: Control['reason'] | undefined;
  #isAbandoned = false;
  /** Where the thread hears that its epochs are stored; undefined while no thread trains. */
  #port: MessagePort | undefined;
  /** Resolves when no thread trains. */
  #thread: Promise<unknown> = Promise.resolve();
  #epochsDone = 0;
  #lastStored: CheckpointRef | null = null;

  constructor(
    parts: TrialRunParts,
    job: Job,
    grant: Pick<GrantedClaim, 'attempt' | 'checkpoints' | 'untilEpoch'>,
  ) {
    this.#parts = parts;
    this.job = job;
    this.attempt = grant.attempt;
    this.#checkpoints = grant.checkpoints;
    this.#untilEpoch = grant.untilEpoch;
    this.#record = new RunRecord({ ...parts, job, attempt: grant.attempt });
    this.#watch = new StepWatch(parts.hangMs / 2, performance.now());
    // Its start.
    this.#watch.owe();
  }

  /**
   * Trains, and returns when the last event is stored: its kind, or null if there was none. Never throws because of the
   * training. `onTrained` is called when the training thread is free for another trial; what remains is storing on the
   * server.
   */
  async run(onTrained = (): void => undefined): Promise<EventBody['kind'] | null> {
    const last = await this.#evaluate(onTrained).catch((error: unknown): EventBody => ({
      kind: 'failed',
      failure: toFailure(error, this.#epochsDone),
    }));
    if (this.#isOver || !last) return null;
    await this.#record.publish(last);
    return last.kind;
  }

  /** Ends the run within one training step. What is reported depends on the reason. */
  cancel(reason: Control['reason']): void {
    this.#reason ??= reason;
    wish(this.#memory, this.#isOver ? wishes.end : wishes.checkpointAndEnd);
  }

  /**
   * Ends the training within one step, whatever it waits for, and reports nothing: its trial continues elsewhere.
   * Resolves when its thread is free.
   */
  async abandon(): Promise<void> {
    this.#isAbandoned = true;
    await this.#endThread();
  }

  /** Whether it has reported the epoch up to which it was granted: its trial may be claimed again. */
  get isPaused(): boolean {
    return this.#untilEpoch !== null && this.#epochsDone >= this.#untilEpoch;
  }

  /** Whether nobody waits for the run's reports: the trial belongs to another worker, or has ended, or we end. */
  get #isOver(): boolean {
    return this.#isAbandoned || this.#reason === 'fenced' || this.#reason === 'pruned';
  }

  /**
   * What the next heartbeat says of it. Ends a hung training. Call it more often than every `hangMs` / 2.
   */
  beat(): WorkerRun {
    const { epoch, step, steps, stepsDone } = readProgress(this.#memory);
    const { stepsPerSecond, stillMs } = this.#watch.look(stepsDone, performance.now());
    const { study, trial, config } = this.job;
    if (stillMs > this.#parts.hangMs)
      this.#killed.abort(new TrainingHungError(trial, Math.round(stillMs / 1000)));
    const epochs = Math.min(this.#untilEpoch ?? Infinity, config.epochs);
    return { study, trial, attempt: this.attempt, epoch, epochs, step, steps, stepsPerSecond };
  }

  #evaluate(onTrained: () => void): Promise<EventBody | null> {
    return this.#parts.objective === 'none' ? Promise.resolve({ kind: 'complete' }) : this.#train(onTrained);
  }

  async #train(onTrained: () => void): Promise<EventBody | null> {
    const images = await this.#parts.images.open(this.job.dataset);
    const checkpoint = await this.#readCheckpoint();
    // The event of that epoch is still on its way.
    if (this.isPaused) return { kind: 'released', checkpoint: this.#lastStored };
    if (this.#isAbandoned) return null;
    const { port1: here, port2: there } = new MessageChannel();
    const stored = this.#storeEpochs(here);
    const { dataset, config } = this.job;
    const task = {
      engine: this.#parts.engine,
      dataset,
      config,
      images,
      checkpoint,
      untilEpoch: this.#untilEpoch,
      memory: this.#memory,
      port: there,
    };
    this.#watch.settle(performance.now());
    const training = this.#parts.threads.run(task, { transferList: [there], signal: this.#killed.signal });
    this.#port = here;
    this.#thread = training.catch(() => undefined);
    try {
      const outcome = await Promise.race([training, stored.failed]);
      onTrained();
      await Promise.race([stored.all, stored.failed]);
      return await this.#lastEvent(outcome);
    } catch (error) {
      // It waits for an answer that will not come, unless it was killed.
      await this.#endThread();
      throw this.#killed.signal.aborted ? this.#killed.signal.reason : error;
    } finally {
      here.close();
    }
  }

  /**
   * Between two steps: to terminate a thread within one can take the process down. One that hangs is killed by the
   * watch.
   */
  async #endThread(): Promise<void> {
    wish(this.#memory, wishes.end);
    this.#port?.close();
    await this.#thread;
  }

  async #lastEvent(outcome: TrainingOutcome): Promise<EventBody | null> {
    if (outcome.kind === 'complete') return { kind: 'complete' };
    if (this.#isOver || outcome.kind === 'paused') return null;
    if (outcome.kind === 'failed')
      return { kind: 'failed', failure: { ...outcome.failure, epoch: this.#epochsDone } };
    const { epoch, step } = outcome;
    const checkpoint =
      step > 0 ? await this.#record.storeCheckpoint(outcome.checkpoint, epoch, step) : this.#lastStored;
    return { kind: this.#reason === 'released' ? 'released' : 'cancelled', checkpoint };
  }

  /**
   * Stores epochs as they arrive. `all` resolves when the thread has closed the port and everything it sent is stored;
   * `failed` rejects if storing one threw, which ends the run.
   */
  #storeEpochs(port: MessagePort): { all: Promise<void>; failed: Promise<never> } {
    let stored = Promise.resolve();
    const failed = new Promise<never>((_, reject) => {
      port.on('message', (message: EpochMessage) => {
        this.#watch.owe();
        stored = this.#storeEpoch(message)
          .finally(() => this.#watch.settle(performance.now()))
          .then(() => port.postMessage('stored'), reject);
      });
    });
    failed.catch(() => undefined);
    return { all: once(port, 'close').then(() => stored), failed };
  }

  async #storeEpoch({ result, checkpoint }: EpochMessage): Promise<void> {
    if (this.#isOver) return;
    const ref = await this.#record.storeCheckpoint(checkpoint, result.epoch, 0);
    this.#lastStored = ref;
    this.#epochsDone = result.epoch;
    await this.#record.publish({ kind: 'epoch', result, checkpoint: ref });
  }

  /** The newest checkpoint that is whole, or null to train from the start. */
  async #readCheckpoint(): Promise<Uint8Array | null> {
    const found = await this.#record.readCheckpoint(this.#checkpoints);
    if (!found) return null;
    this.#epochsDone = found.ref.epoch;
    this.#lastStored = found.ref;
    return found.bytes;
  }
}
