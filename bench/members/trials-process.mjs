/**
 * A process that trains trials at once, a thread each, as a worker does, without a server to talk to.
 * Its argument is JSON: { engine, slots, dataset, dataDir, cacheDir }.
 */
import { createInterface } from 'node:readline';
import { openImageSet } from '@ram-sweep/dataset';
import { askAll, closeAll } from './ask.mjs';
import { startThread } from './thread.mjs';

const { engine, slots, dataset, ...folders } = JSON.parse(process.argv[2] ?? '{}');
const images = await openImageSet(dataset, { ...folders, download: false });
const script = new URL('./training-thread.mjs', import.meta.url);
const threads = await Promise.all(
  Array.from({ length: slots }, () => startThread(script, { engine, images, dataset })),
);

say({});
for await (const line of createInterface({ input: process.stdin })) {
  await askAll(threads, JSON.parse(line));
  say({});
}
await closeAll(threads);

/** @param {object} answer */
function say(answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
