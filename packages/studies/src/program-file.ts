import { fileURLToPath } from 'node:url';

/** The command line, for those that start a process of it: nothing of it is imported. */
export const programFile = fileURLToPath(new URL('../../../apps/cli/bin/ram-sweep.js', import.meta.url));
