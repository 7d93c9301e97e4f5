import { fileURLToPath } from 'node:url';
import { startProcess } from '../members/process.mjs';

const script = fileURLToPath(new URL('peers/bbob_values.py', import.meta.url));

/** A process that answers { problem, params } with { value }: the regret of a function of BBOB. @param {string} python */
export const startFunctions = (python) => startProcess(python, [script]);
