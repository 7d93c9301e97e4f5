import { train as trainAsEver } from '../../../apps/worker/dist/training/training-thread.js?as-ever';

/** Trains as ever, and rests before it hands an epoch over: so a training lasts long and leaves the cores to others. */
export function train(task) {
  const post = task.port.postMessage.bind(task.port);
  const clock = new Int32Array(new SharedArrayBuffer(4));
  task.port.postMessage = (...message) => {
    Atomics.wait(clock, 0, 0, Number(process.env.TEST_EPOCH_MS));
    post(...message);
  };
  return trainAsEver(task);
}
