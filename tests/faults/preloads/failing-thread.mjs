import { train as trainAsEver } from '../../../apps/worker/dist/training/training-thread.js?as-ever';

/** At how many epochs in one attempt a training fails: the ones before are stored by then. */
const EPOCHS = 3;

/** Ways to fail, by the glimpses of the trial. */
const failures = new Map([
  [2, hang],
  [3, exhaustMemory],
  [4, fail],
]);

export function train(task) {
  const failure = failures.get(task.config.glimpses);
  const post = task.port.postMessage.bind(task.port);
  let epochs = 0;
  if (failure) {
    task.port.postMessage = (message, transfer) => {
      epochs += 1;
      if (epochs === EPOCHS) failure();
      post(message, transfer);
    };
  }
  return trainAsEver(task);
}

function hang() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function exhaustMemory() {
  const hoard = [];
  for (;;) hoard.push(Array.from({ length: 10_000 }, (_, index) => ({ index })));
}

function fail() {
  throw new Error('a step went wrong');
}
