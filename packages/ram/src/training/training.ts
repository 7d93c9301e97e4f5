import type { EpochResult, TrialConfig } from '@ram-sweep/protocol';
import { checkMatches, dataShape, type Checkpoint } from '../checkpoint/checkpoint.js';
import { freshState, type Batch, type Engine, type Model, type ModelState } from '../model/engine.js';
import { TrainingDivergedError } from '../errors.js';
import { evaluateSplit } from '../evaluation/evaluate.js';
import { modelSpec } from '../model/model-spec.js';
import { trainingNoise } from '../model/noise.js';
import { initialParameters } from '../model/parameters.js';
import { afterEpoch, afterStep, epochResult, freshProgress, isBest, type Progress } from './progress.js';
import { repeatImages } from '../evaluation/rollouts.js';
import { learningRate } from './schedule.js';
import { SerialQueue } from './serial-queue.js';
import { batchCount, countedBatches, type TrainingData } from './split.js';

export interface TrainingOptions {
  readonly engine: Engine;
  readonly config: TrialConfig;
  readonly data: TrainingData;
}

/** The position of a training: `step` of `steps` training steps are done in epoch `epoch`, which counts from 1. */
export interface StepProgress {
  readonly epoch: number;
  readonly step: number;
  readonly steps: number;
}

export interface EpochsOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called after every training step, and after every pass of validation, as a sign of life. */
  readonly onStep?: ((progress: StepProgress) => void) | undefined;
}

/**
 * One training of one model, from its initial weights to its last epoch.
 *
 * Every random number is a function of the config's seed and the place in the training, so the same config, data
 * and engine give the same numbers, and so does a training that was stopped anywhere and resumed from its
 * checkpoint.
 */
export class Training {
  readonly #model: Model;
  readonly #config: TrialConfig;
  readonly #data: TrainingData;
  readonly #stepsPerEpoch: number;
  readonly #queue = new SerialQueue();
  #progress: Progress;
  #running = false;
  #failure: unknown;

  private constructor(model: Model, { config, data }: TrainingOptions, progress: Progress) {
    this.#model = model;
    this.#config = config;
    this.#data = data;
    this.#stepsPerEpoch = batchCount(data.train.size, config.batchSize);
    this.#progress = progress;
  }

  /** A training at its start. Throws a RangeError if a split is empty, and what the engine throws. */
  static async start(options: TrainingOptions): Promise<Training> {
    const { config, data } = options;
    const spec = modelSpec(config, data);
    const state = freshState(spec, initialParameters(spec, config.seed, config.recurrentInit));
    return Training.#open(options, state, freshProgress);
  }

  /** A training at the position of the checkpoint. Throws a CheckpointMismatchError if config or data differ. */
  static async resume(options: TrainingOptions & { readonly checkpoint: Checkpoint }): Promise<Training> {
    const { checkpoint, config, data } = options;
    checkMatches(checkpoint, config, data);
    const { epoch, step, partial, schedule, history, best } = checkpoint;
    return Training.#open(options, checkpoint.state, { epoch, step, partial, schedule, history, best });
  }

  static async #open(options: TrainingOptions, state: ModelState, progress: Progress): Promise<Training> {
    const { engine, config, data } = options;
    if (data.train.size === 0 || data.validation.size === 0) {
      throw new RangeError(
        `a training needs images: ${data.train.size} to train, ${data.validation.size} to validate`,
      );
    }
    const model = await engine.compile(modelSpec(config, data));
    try {
      await model.load(state);
    } catch (error) {
      await model.dispose();
      throw error;
    }
    return new Training(model, options, progress);
  }

  /**
   * Continues the training and yields each epoch when it is complete.
   *
   * Throws the signal's reason within one step of an abort; checkpoint() then works, and another epochs() would
   * continue. Throws a TrainingDivergedError if a loss is not finite. After that, or after any other error of the
   * engine, weights and counters may not agree: the training can then only be disposed.
   */
  async *epochs(options: EpochsOptions = {}): AsyncGenerator<EpochResult> {
    this.#begin();
    try {
      while (this.#progress.epoch < this.#config.epochs) {
        await this.#trainEpoch(options);
        yield await this.#attempt(options, () => this.#finishEpoch(options));
      }
    } finally {
      this.#running = false;
    }
  }

  /** Everything that resume() needs. May be called at any time, even between two steps while epochs() runs. */
  checkpoint(): Promise<Checkpoint> {
    return this.#queue.run(async () => {
      this.#refuseAfterFailure();
      const state = await this.#model.save();
      return { config: this.#config, ...dataShape(this.#data), ...this.#progress, state };
    });
  }

  /** Frees the model, once it has finished its current work. */
  dispose(): Promise<void> {
    return this.#queue.run(() => this.#model.dispose());
  }

  #begin(): void {
    this.#refuseAfterFailure();
    if (this.#running) throw new Error('epochs() of this training is already running');
    this.#running = true;
  }

  #refuseAfterFailure(): void {
    if (this.#failure === undefined) return;
    throw new Error('this training has failed; resume it from an earlier checkpoint', {
      cause: this.#failure,
    });
  }

  /** Runs a task in its turn, and marks the training as failed if it throws anything but the signal's reason. */
  #attempt<Result>({ signal }: EpochsOptions, task: () => Promise<Result>): Promise<Result> {
    return this.#queue.run(async () => {
      try {
        return await task();
      } catch (error) {
        const aborted = signal?.aborted === true && error === signal.reason;
        if (!aborted) this.#failure = error;
        throw error;
      }
    });
  }

  async #trainEpoch(options: EpochsOptions): Promise<void> {
    const { signal, onStep } = options;
    const { epoch: complete, step: from } = this.#progress;
    const epoch = complete + 1;
    const { batchSize } = this.#config;
    let mark = performance.now();
    signal?.throwIfAborted();
    for await (const batch of countedBatches(this.#data.train, { epoch, from, batchSize })) {
      signal?.throwIfAborted();
      await this.#attempt(options, () => this.#step(batch, mark));
      mark = performance.now();
      onStep?.(this.#position());
    }
  }

  async #step(batch: Batch, since: number): Promise<void> {
    const { seed, rollouts } = this.#config;
    const { step } = this.#progress;
    const epoch = this.#progress.epoch + 1;
    const rows = batch.rows * rollouts;
    const noise = trainingNoise(this.#model.spec, seed, { epoch, step, rows });
    const result = await this.#model.step(repeatImages(batch, rollouts), noise, this.#learningRate(step));
    this.#expectFinite('loss', result.loss);
    this.#expectFinite('gradient norm', result.gradientNorm);
    this.#progress = afterStep(this.#progress, rows, result, secondsSince(since));
  }

  /** Validates, and adds the epoch to the progress. An abort during that leaves everything unchanged. */
  async #finishEpoch({ signal, onStep }: EpochsOptions): Promise<EpochResult> {
    const started = performance.now();
    const { validation: split } = this.#data;
    const { seed, patience } = this.#config;
    const validation = await evaluateSplit({
      model: this.#model,
      config: this.#config,
      split,
      seed,
      label: 'validation',
      signal,
      onPass: () => onStep?.(this.#position()),
    });
    this.#expectFinite('validation loss', validation.loss);
    const result = epochResult(this.#progress, this.#learningRate(0), validation, secondsSince(started));
    this.#progress = afterEpoch(this.#progress, result, await this.#best(result), patience);
    return result;
  }

  async #best({ epoch, validationError }: EpochResult): Promise<Progress['best']> {
    if (!isBest(this.#progress, validationError)) return this.#progress.best;
    const { parameters } = await this.#model.save();
    return { epoch, validationError, parameters };
  }

  #position(): StepProgress {
    const { epoch, step } = this.#progress;
    return { epoch: epoch + 1, step, steps: this.#stepsPerEpoch };
  }

  #learningRate(step: number): number {
    const { epoch, schedule } = this.#progress;
    return learningRate(this.#config, { epoch, step, stepsPerEpoch: this.#stepsPerEpoch }, schedule);
  }

  #expectFinite(quantity: string, value: number): void {
    if (Number.isFinite(value)) return;
    const { epoch, step } = this.#progress;
    throw new TrainingDivergedError({ epoch: epoch + 1, step, quantity, value });
  }
}

function secondsSince(mark: number): number {
  return (performance.now() - mark) / 1000;
}
