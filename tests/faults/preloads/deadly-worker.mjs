/** For `node --import`: a process that trains a deadly trial ends as soon as it has told of it in a heartbeat. */
import { BroadcastChannel, isMainThread } from 'node:worker_threads';

/** A heartbeat is on its way by then. */
const MOMENT_MS = 100;

if (isMainThread && process.send) {
  let isDeadly = false;
  const channel = new BroadcastChannel('deadly');
  channel.addEventListener('message', () => (isDeadly = true));
  channel.unref();
  // A worker sends a message to its supervisor with every heartbeat that has a training, and no other.
  const send = process.send.bind(process);
  process.send = (...message) => {
    if (isDeadly) setTimeout(() => process.kill(process.pid, 'SIGKILL'), MOMENT_MS);
    return send(...message);
  };
}
