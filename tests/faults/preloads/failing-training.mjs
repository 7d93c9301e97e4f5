/**
 * For `node --import`: training threads load the module beside this one in the place of theirs. It trains as they do,
 * and then fails as a trial's config says.
 */
import Module from 'node:module';
import { fileURLToPath } from 'node:url';

const failing = fileURLToPath(new URL('failing-thread.mjs', import.meta.url));
const resolve = Module._resolveFilename;

// The pool of threads loads its module by `require`.
Module._resolveFilename = function resolveFilename(...request) {
  const file = resolve.apply(this, request);
  return file.endsWith('/apps/worker/dist/training-thread.js') ? failing : file;
};
