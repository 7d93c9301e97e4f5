/**
 * For `node --import`: training threads load another module, beside this one, in the place of theirs. Its name is in the
 * environment.
 */
import Module from 'node:module';
import { fileURLToPath } from 'node:url';

const other = fileURLToPath(new URL(`${process.env.TEST_TRAINING_THREAD}.mjs`, import.meta.url));
const resolve = Module._resolveFilename;

// The pool of threads loads its module by `require`.
Module._resolveFilename = function resolveFilename(...request) {
  const file = resolve.apply(this, request);
  return file.endsWith('/apps/worker/dist/training-thread.js') ? other : file;
};
