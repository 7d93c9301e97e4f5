import { train as trainAsEver } from '../../../apps/worker/dist/training-thread.js?as-ever';

/** Trials of so many glimpses end their worker's process, a moment after their training began. */
const DEADLY_GLIMPSES = 2;
const MOMENT_MS = 200;

export async function train(task) {
  if (task.config.glimpses !== DEADLY_GLIMPSES) return trainAsEver(task);
  await new Promise((resolve) => setTimeout(resolve, MOMENT_MS));
  process.kill(process.pid, 'SIGKILL');
}
