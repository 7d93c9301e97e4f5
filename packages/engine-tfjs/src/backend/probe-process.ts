import type { TfjsBackend } from './backend.js';
import { openBackend } from './open-backend.js';
import type { BackendUnavailableError } from '../errors.js';
import type { BackendProbe } from './probe.js';

/**
 * Entry of a process that tries one backend and prints a BackendProbe as one line of JSON.
 * Arguments: the backend, and the folder of the native library if it has one.
 */
const [backend, nativeFolder] = process.argv.slice(2) as [TfjsBackend, string?];
const probe: BackendProbe = await openBackend(backend, nativeFolder).then(
  ({ device }) => ({ backend, available: true, reason: device }),
  (error: BackendUnavailableError) => ({ backend, available: false, reason: error.reason }),
);
console.log(JSON.stringify(probe));
