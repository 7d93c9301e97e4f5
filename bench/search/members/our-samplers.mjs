/**
 * Studies of ours, in a process of their own. Says what it is, then answers each line of JSON (sampler, problem, seed,
 * trials, inFlight) with one, as peers/optuna_search.py does. Its one argument is the Python that knows BBOB.
 */
import { createInterface } from 'node:readline';
import { suggest } from '@ram-sweep/search/samplers';
import { startFunctions } from '../functions.mjs';
import { lookUp, readTable } from '../look-up.mjs';
import { runStudy } from '../run-study.mjs';
import { studySpec } from '../study-spec.mjs';

/**
 * @typedef {{ table: string } | { function: number, dimension: number, instance: number, space: import('../problems.mjs').Space }} Told
 * @typedef {{ sampler: string, problem: Told, seed: number, trials: number, inFlight: number }} Request
 */

const python = process.argv[2] ?? '';
/** @type {{ process: Promise<import('../../members/ask.mjs').Member> | null }} */
const functions = { process: null };

/** @param {Request} request */
async function answer({ sampler, problem, seed, trials, inFlight }) {
  const { space, evaluate } = await open(problem);
  const lag = inFlight - 1;
  const spec = studySpec({ seed, trials, space, sampler: { name: sampler, lag } });
  return runStudy({ next: (index, history) => suggest(spec, index, history), evaluate, trials, lag });
}

/** @param {Told} problem */
async function open(problem) {
  if ('table' in problem) {
    const table = await readTable(problem.table);
    return {
      space: table.space,
      evaluate: (/** @type {import('../look-up.mjs').Params} */ params) => lookUp(table, params),
    };
  }
  functions.process ??= startFunctions(python);
  const { ask } = await functions.process;
  return {
    space: problem.space,
    evaluate: async (/** @type {import('../look-up.mjs').Params} */ params) =>
      Number((await ask({ problem, params })).value),
  };
}

/** @param {object} message */
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

say({ node: process.version });
for await (const line of createInterface({ input: process.stdin })) say(await answer(JSON.parse(line)));
await (await functions.process)?.close();
