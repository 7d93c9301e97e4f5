import { openBackend, type TfjsBackend } from './backend.js';
import type { BackendUnavailableError } from './errors.js';
import type { BackendProbe } from './probe.js';

/** Entry of a process that tries one backend, named by its argument, and prints a BackendProbe as one line of JSON. */
const backend = process.argv[2] as TfjsBackend;
const probe: BackendProbe = await openBackend(backend).then(
  ({ device }) => ({ backend, available: true, reason: device }),
  (error: BackendUnavailableError) => ({ backend, available: false, reason: error.reason }),
);
console.log(JSON.stringify(probe));
