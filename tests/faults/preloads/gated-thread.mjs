import { readFileSync } from 'node:fs';
import { train as trainAsEver } from '../../../apps/worker/dist/training/training-thread.js?as-ever';

const LOOK_EVERY_MS = 25;
/** Where a training's memory has what its worker wants of it: 0 while it is to continue. */
const WISH = 0;

/**
 * Trains as ever, but hands an epoch over only when the file TEST_GATE names it or a later one. Until then it waits, at
 * no cost, and no longer than its worker wants it to continue.
 */
export function train(task) {
  const post = task.port.postMessage.bind(task.port);
  const waits = () => Atomics.wait(task.memory, WISH, 0, LOOK_EVERY_MS) === 'timed-out';
  task.port.postMessage = (message, transfer) => {
    while (!(lastEpochLet() >= message.result.epoch) && waits());
    post(message, transfer);
  };
  return trainAsEver(task);
}

const lastEpochLet = () => Number(readFileSync(process.env.TEST_GATE, 'utf8'));
