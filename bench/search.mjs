/** Our samplers beside Optuna's. npm run bench:search -- --help */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { machine } from './machine.mjs';
import { cellsOf } from './search/cells.mjs';
import { markdownOf } from './search/markdown.mjs';
import { readOptions } from './search/options.mjs';
import { functionNames, tableNames } from './search/problems.mjs';
import { prepare } from './search/prepare.mjs';
import { startProgress } from './search/progress.mjs';
import { runRace } from './search/race.mjs';
import { openResults } from './search/results.mjs';
import { sectionsOf } from './search/sections.mjs';

/** @typedef {ReturnType<typeof readOptions>} Options */

/** @param {Options} options */
async function run(options) {
  const field = await prepare(options);
  for (const line of field.missing) say(line);
  const results = await openResults(join(options.cache, 'results.jsonl'));
  const cells = cellsOf({ ...options, ...field });
  const waiting = cells.filter((cell) => results.find(keyOf(cell)) === null);
  say(`${cells.length} searches, ${cells.length - waiting.length} of them are there`);
  const progress = startProgress(waiting, options.processes, say);
  await runRace({
    cells: waiting,
    python: field.python,
    processes: options.processes,
    deadline: performance.now() + 60_000 * options.minutes,
    onResult: async (cell, came) => {
      await results.add({ ...keyOf(cell), ...came });
      progress.done(cell, came.wall);
    },
  });
  /** @type {import('./search/standings.mjs').Find} */
  const find = (entry, problem, seed, length) =>
    results.find(keyOf({ ...entry, problem, seed, trials: length }));
  const race = { problems: field.problems, seeds: options.seeds, find };
  const sections = sectionsOf({ ...options, contestants: field.contestants, race });
  process.stdout.write(`${markdownOf(sections)}\n`);
  if (options.json) {
    const everything = { machine: await machine(), versions: field.versions, sections };
    await writeFile(options.json, `${JSON.stringify(everything, null, 2)}\n`);
  }

  /** @param {import('./search/cells.mjs').Cell} cell @returns {import('./search/results.mjs').Key} */
  function keyOf({ contestant, problem, ...rest }) {
    const version = field.versions[contestant.side];
    return { contestant: contestant.name, version, problem: problem.name, ...rest };
  }
}

/** @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
}

try {
  const options = readOptions();
  if (options.list) process.stdout.write(`${[...tableNames, ...functionNames].join('\n')}\n`);
  else await run(options);
} catch (error) {
  say(error instanceof RangeError ? error.message : inspect(error));
  process.exitCode = 1;
}
