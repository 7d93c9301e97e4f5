import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { load } from '../machine.mjs';

/** @typedef {import('./curve.mjs').Epoch} Epoch */
/** A search that is over. @typedef {{ side: string, seed: number, minutes: number, loads: { before: number, after: number }, epochs: Epoch[] }} Run */

/**
 * Runs what is not in the folder yet, in the order given, and keeps each run there when it is over: a benchmark that
 * was killed continues with the run that it was killed in.
 * @param {string} folder
 * @param {readonly { side: string, seed: number, minutes: number, search: () => Promise<Epoch[]> }[]} planned
 * @param {(text: string) => void} say
 * @returns {Promise<Run[]>}
 */
export async function runThose(folder, planned, say) {
  await mkdir(folder, { recursive: true });
  /** @type {Run[]} */
  const runs = [];
  for (const { side, seed, minutes, search } of planned) {
    const file = join(folder, `${side}-${minutes}min-${seed}.json`);
    const kept = await readFile(file, 'utf8').catch(() => null);
    say(`${side}, seed ${seed}: ${kept === null ? `${minutes} min` : `as kept in ${file}`}`);
    runs.push(kept === null ? await keep(file, { side, seed, minutes }, search) : JSON.parse(kept));
  }
  return runs;
}

/**
 * @param {string} file
 * @param {Pick<Run, 'side' | 'seed' | 'minutes'>} of
 * @param {() => Promise<Epoch[]>} search
 * @returns {Promise<Run>}
 */
async function keep(file, of, search) {
  const before = load();
  const epochs = await search();
  const run = { ...of, loads: { before, after: load() }, epochs };
  await writeFile(`${file}.new`, JSON.stringify(run));
  await rename(`${file}.new`, file);
  return run;
}
