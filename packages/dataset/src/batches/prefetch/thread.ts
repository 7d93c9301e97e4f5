import { parentPort, workerData } from 'node:worker_threads';
import { BatchPainter } from '../batch-painter.js';
import type { BatchBuffer } from '../batches.js';
import type { SplitPlans } from '../split-plan.js';
import { transferBuffer, type PaintedBuffer, type PassRequest } from './pass.js';

/** Entry of the preparing thread: workerData holds the plans of all splits, messages ask for passes. */
const plans = workerData as SplitPlans;

function serve({ split, seed, pass, port }: PassRequest): void {
  const painter = new BatchPainter(plans[split], seed, pass);
  port.on('message', (buffer: BatchBuffer) => {
    const painted: PaintedBuffer = { buffer, rows: painter.next(buffer.images, buffer.labels) };
    transferBuffer(port, buffer, painted);
  });
}

parentPort?.on('message', serve);
