import { MessageChannel, Worker } from 'node:worker_threads';
import { allocateBatch, batchOf, type Batch } from '../batches.js';
import { PreparationError } from '../../errors.js';
import type { SplitPlans } from '../split-plan.js';
import { PassPort, type PassRequest } from './pass.js';

/** The compiled thread; this path works from the source and from the build. */
const THREAD = new URL('../../../dist/batches/prefetch/thread.js', import.meta.url);

/**
 * Pixels that cross between the threads at a time, at least: 512 plain images. Transferring a buffer costs both
 * sides as much as painting about fifty images, however few are in it.
 */
const PIXELS_A_BUFFER = 512 * 28 * 28;

/**
 * A thread that paints batches ahead of their consumers. It serves any number of passes at once
 * and never keeps a process alive by itself.
 */
export class Preparer {
  readonly #plans: SplitPlans;
  readonly #ahead: number;
  readonly #worker: Worker;
  readonly #end: Promise<PreparationError>;
  #ended = false;

  /** `ahead`: how many batches a pass may at least be ahead of its consumer. */
  constructor(plans: SplitPlans, ahead: number) {
    this.#plans = plans;
    this.#ahead = ahead;
    this.#worker = new Worker(THREAD, { workerData: plans, name: 'ram-sweep batches', execArgv: [] });
    this.#worker.unref();
    this.#end = new Promise((resolve) => {
      this.#worker.once('error', (cause) => resolve(failure(cause)));
      this.#worker.once('exit', () => {
        this.#ended = true;
        resolve(closedError());
      });
    });
  }

  /** The same batches as paintBatches, painted on the thread. */
  async *batches(request: Omit<PassRequest, 'port'>): AsyncGenerator<Batch, void> {
    if (this.#ended) throw await this.#end;
    const { split, pass } = request;
    const { batchSize } = pass;
    const together = Math.ceil(PIXELS_A_BUFFER / (batchSize * this.#plans[split].canvas.side ** 2));
    const port = this.#open(request);
    try {
      for (let count = 0; count < Math.max(2, this.#ahead / together); count += 1) {
        port.send(allocateBatch(this.#plans[split], together * batchSize));
      }
      for (;;) {
        const painted = await port.receive();
        if (!painted) throw await this.#reason();
        const { buffer, rows } = painted;
        if (rows === 0) return;
        for (let from = 0; from < rows; from += batchSize)
          yield batchOf(buffer, Math.min(batchSize, rows - from), from);
        port.send(buffer);
      }
    } finally {
      port.close();
    }
  }

  /** Ends the thread; resolves when it has ended. */
  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #open(request: Omit<PassRequest, 'port'>): PassPort {
    const { port1, port2 } = new MessageChannel();
    this.#worker.postMessage({ ...request, port: port2 } satisfies PassRequest, [port2]);
    return new PassPort(port1);
  }

  /** Why the thread ended. Its port closes a moment before the thread says so. */
  #reason(): Promise<PreparationError> {
    this.#worker.ref();
    return this.#end;
  }
}

const closedError = (): PreparationError =>
  new PreparationError('the splits were closed while batches were still asked for');

const failure = (cause: Error): PreparationError =>
  new PreparationError(`the thread that prepares batches failed: ${cause.message}`, {
    cause,
    retryable: true,
  });
