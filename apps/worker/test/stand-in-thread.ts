import { once } from 'node:events';
import type { EpochResult } from '@ram-sweep/protocol';
import { reportStep, wished } from '../src/training/run-memory.js';
import type { EpochMessage, TrainingOutcome, TrainingTask } from '../src/training/training-thread.js';
import type { TrainingThreads } from '../src/training/trial-run.js';

/**
 * Replaces a training thread, so that a test decides what it does and when. It talks to the main thread like the
 * real one, by the port, the shared memory and the outcome, and the signal ends it.
 */
export class StandInThread implements TrainingThreads {
  /** What it was given, once that has happened. */
  readonly task: Promise<TrainingTask>;
  #handed!: (task: TrainingTask) => void;
  #ends!: (outcome: TrainingOutcome) => void;
  #crashes!: (error: Error) => void;
  #isKilled = false;

  constructor() {
    this.task = new Promise((resolve) => (this.#handed = resolve));
  }

  run(task: TrainingTask, { signal }: { signal: AbortSignal }): Promise<TrainingOutcome> {
    const outcome = new Promise<TrainingOutcome>((resolve, reject) => {
      this.#ends = resolve;
      this.#crashes = reject;
    });
    signal.addEventListener('abort', () => {
      this.#isKilled = true;
      this.crash(new Error('The task has been aborted'));
    });
    this.#handed(task);
    return outcome;
  }

  get isKilled(): boolean {
    return this.#isKilled;
  }

  /** What the main thread wants of it. */
  async wish(): Promise<number> {
    return wished((await this.task).memory);
  }

  /** When the main thread has said that no answer will come. */
  async closed(): Promise<void> {
    await once((await this.task).port, 'close');
  }

  /** Makes a step, the first of the first epoch. */
  async step(): Promise<void> {
    reportStep((await this.task).memory, { epoch: 1, step: 1, steps: 10 });
  }

  /** Passes on an epoch and its checkpoint. Resolves when that is answered. */
  async epoch(epoch: number, { bytes = 1_000, ...change }: EpochChange = {}): Promise<void> {
    const { port } = await this.task;
    const answered = once(port, 'message');
    const checkpoint = new Uint8Array(bytes).fill(epoch);
    const message: EpochMessage = { result: { ...result(epoch), ...change }, checkpoint };
    port.postMessage(message, [checkpoint.buffer]);
    await answered;
  }

  async end(outcome: TrainingOutcome): Promise<void> {
    (await this.task).port.close();
    this.#ends(outcome);
  }

  /** Ends like a thread that was terminated. */
  crash(error: Error): void {
    this.#crashes(error);
  }
}

type EpochChange = Partial<EpochResult> & { readonly bytes?: number };

const result = (epoch: number): EpochResult => ({
  epoch,
  steps: 10,
  learningRate: 0.001,
  trainLoss: 1,
  actionLoss: 1,
  baselineLoss: 1,
  reinforceLoss: 1,
  trainError: 0.5,
  validationError: 1 / (epoch + 1),
  validationLoss: 1,
  seconds: 1,
});
