import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = fileURLToPath(new URL('optuna_noop.py', import.meta.url));
const run = promisify(execFile);

/** The first of several Pythons that has Optuna and psycopg, or null. @param {readonly string[]} candidates */
export async function findOptuna(candidates) {
  for (const python of candidates) {
    const found = await run(python, ['-c', 'import optuna, psycopg']).then(
      () => true,
      () => false,
    );
    if (found) return python;
  }
  return null;
}

/**
 * Runs trials that compute nothing through Optuna's storage in a Postgres.
 * @param {string} python
 * @param {{ databaseUrl: string, trials: number, processes: number }} of
 * @returns {Promise<{ version: string, trials: number, seconds: number }>}
 */
export async function runOptuna(python, { databaseUrl, trials, processes }) {
  const url = new URL(databaseUrl.replace(/^postgres(ql)?:/, 'postgresql+psycopg:'));
  // Its tables are called studies and trials too: they go into a schema of their own.
  url.searchParams.set('options', '-csearch_path=public');
  const env = { ...process.env, OPTUNA_STORAGE: url.href };
  const { stdout } = await run(python, [script, String(trials), String(processes)], { env });
  return JSON.parse(stdout);
}
