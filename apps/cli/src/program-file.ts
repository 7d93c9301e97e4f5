import { fileURLToPath } from 'node:url';

/** The file of this very program, for those that start it once more. */
export const programFile = fileURLToPath(new URL('../bin/ram-sweep.js', import.meta.url));
