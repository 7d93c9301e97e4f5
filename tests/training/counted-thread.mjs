/** A training thread as a worker's, that watches its memory over some steps in the middle of an epoch. */
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { readProgress } from '../../apps/worker/dist/training/run-memory.js';
import { train } from '../../apps/worker/dist/training/training-thread.js';

const { task, warmUp, steps } = workerData;
const counted = { major: 0, minor: 0 };
/** Bytes of ArrayBuffers: the least and the most that were seen. */
const buffers = { least: Infinity, most: 0 };
let isCounting = false;
let hasCounted = false;

new PerformanceObserver((list) => {
  if (!isCounting) return;
  for (const { detail } of list.getEntries()) {
    if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) counted.major += 1;
    if (detail.kind === constants.NODE_PERFORMANCE_GC_MINOR) counted.minor += 1;
  }
}).observe({ entryTypes: ['gc'] });

const watch = setInterval(() => {
  const { stepsDone } = readProgress(task.memory);
  isCounting = stepsDone >= warmUp && stepsDone < warmUp + steps;
  hasCounted ||= stepsDone >= warmUp + steps;
  if (!isCounting) return;
  const { arrayBuffers } = process.memoryUsage();
  buffers.least = Math.min(buffers.least, arrayBuffers);
  buffers.most = Math.max(buffers.most, arrayBuffers);
}, 5);

const outcome = await train(task);
clearInterval(watch);
parentPort.postMessage({ outcome, counted, buffers, hasCounted }, []);
