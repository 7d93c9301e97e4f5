import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { showLife } from './show-life.mjs';

/** The project's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export function inRoot(...names) {
  return join(root, ...names);
}

/** A phase as short as this is not worth a line. */
const NOTABLE_SECONDS = 0.5;

/**
 * Does one thing and, if it took a while, tells how long. With `doing`, what is done in words, it shows that it lives
 * meanwhile; only for what writes nothing to the terminal itself, and leaves this thread to its timers.
 */
export async function phase(done, action, doing) {
  const began = performance.now();
  const end = doing === undefined ? () => undefined : showLife(doing, began);
  const result = await action().finally(end);
  const seconds = (performance.now() - began) / 1000;
  if (seconds >= NOTABLE_SECONDS) console.error(`${done} in ${seconds.toFixed(1)} s`);
  return result;
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}
