/**
 * For `node --import`: training threads load another module, beside this one, in the place of theirs. Its name is in
 * the environment.
 */
import Module from 'node:module';
import { fileURLToPath } from 'node:url';

/** In the checkout and in the package. */
const isTheirs = /\/(?:apps\/worker\/dist|dist\/worker)\/training\/training-thread\.js$/;
const other = fileURLToPath(new URL(`${process.env.TEST_TRAINING_THREAD}.mjs`, import.meta.url));
// The pool of threads loads its module by `require`, whose places are found by this function alone.
const hook = '_resolveFilename';
const resolve = Module[hook];

Module[hook] = function resolveFilename(...request) {
  const file = resolve.apply(this, request);
  return isTheirs.test(file) ? other : file;
};
