import type { MessagePort } from 'node:worker_threads';
import type { PassOptions } from '../batch-painter.js';
import type { BatchBuffer } from '../batches.js';
import type { SplitName } from '../split-plan.js';

/**
 * The protocol of a pass: the consumer sends empty buffers down the pass's port, the thread paints them in the
 * order of their arrival and sends them back, with 0 rows once the epoch is over. Closing the port ends the pass.
 * So the thread is ahead by as many batches as there are buffers, and never further.
 *
 * Buffers are transferred: nothing is copied, and nothing is shared. Shared memory would need no messages, but
 * onnxruntime-node refuses arrays on SharedArrayBuffers, and V8 frees those late because it does not count them as
 * memory of any thread.
 */
export interface PassRequest {
  readonly split: SplitName;
  /** Seed of the order and the canvases. */
  readonly seed: number;
  readonly pass: PassOptions;
  readonly port: MessagePort;
}

/** A buffer that comes back, with as many rows painted. */
export interface PaintedBuffer {
  readonly buffer: BatchBuffer;
  readonly rows: number;
}

/** Transfers a buffer to the other side; the arrays on this side become empty. */
export function transferBuffer(port: MessagePort, buffer: BatchBuffer, message: unknown = buffer): void {
  port.postMessage(message, [buffer.images.buffer, buffer.labels.buffer]);
}

/** The consumer's end of a pass. It keeps the process alive only while a batch is awaited. */
export class PassPort {
  readonly #port: MessagePort;
  readonly #arrived: PaintedBuffer[] = [];
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (painted: PaintedBuffer) => {
      this.#arrived.push(painted);
      this.#wake?.();
    });
    port.once('close', () => {
      this.#closed = true;
      this.#wake?.();
    });
    port.unref();
  }

  send(buffer: BatchBuffer): void {
    transferBuffer(this.#port, buffer);
  }

  /** The next painted buffer; null if the thread has ended. */
  async receive(): Promise<PaintedBuffer | null> {
    while (this.#arrived.length === 0 && !this.#closed) await this.#change();
    return this.#arrived.shift() ?? null;
  }

  close(): void {
    this.#port.close();
  }

  async #change(): Promise<void> {
    this.#port.ref();
    await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#wake = undefined;
    this.#port.unref();
  }
}
