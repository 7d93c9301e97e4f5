/** How soon a search finds a good model, beside Optuna with PyTorch. npm run bench:quality -- --help */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { defaultCacheDir } from '@ram-sweep/services';
import { commandLine } from './command-line.mjs';
import { load, machine } from './machine.mjs';
import { compareTrainings } from './quality/check.mjs';
import { compare } from './quality/curve.mjs';
import { findOptunaWithTorch, searchWithOptuna } from './quality/optuna.mjs';
import { searchWithRamSweep } from './quality/ours.mjs';
import { withPeerFolder } from './quality/peer-folder.mjs';
import { runThose } from './quality/runs.mjs';
import { table } from './tables.mjs';

const help = `npm run bench:quality -- --out DIR [options]

Searches the space of studies/mnist-28.yaml, finalists left out, for so many minutes with ram-sweep and for as many with
Optuna (TPE, successive halving, a journal) and PyTorch, one after the other, seed by seed. Prints when ours had reached
the validation errors that Optuna had by then. Runs that are over are kept in DIR: started again with the same options,
it continues where it was.

  --out DIR           where runs and the result (quality.md, quality.json) go
  --minutes N         of each run (10)
  --seeds N           runs of each side (3)
  --slots N           trials at once (2)
  --sampler NAME      sampler of ours (random)
  --data-dir DIR      folder with MNIST (RAM_SWEEP_DATA_DIR; else the download cache)
  --python PROGRAM    Python with torch and optuna (bench-venv in the cache folder, else python3)
  --check N           instead: train N configs of the space, --seeds times each, for three epochs on both sides, and print
                      their mean errors; single seeds differ too much to compare by
  --help              print this
`;

const MARKS = [1, 2, 5, 10, 15, 30];
const CHECKED_EPOCHS = 3;

const values = commandLine(help, {
  out: { type: 'string' },
  minutes: { type: 'string', default: '10' },
  seeds: { type: 'string', default: '3' },
  slots: { type: 'string', default: '2' },
  sampler: { type: 'string', default: 'random' },
  'data-dir': { type: 'string' },
  python: { type: 'string' },
  check: { type: 'string' },
});

async function run() {
  const cacheDir = defaultCacheDir(process.env['XDG_CACHE_HOME']);
  const folders = { cacheDir, dataDir: values['data-dir'] ?? process.env['RAM_SWEEP_DATA_DIR'] };
  const venv = join(cacheDir, 'bench-venv', 'bin', 'python');
  const found = await findOptunaWithTorch(values.python ? [values.python] : [venv, 'python3']);
  if (!found) throw new Error('pip install torch optuna, and pass --python PROGRAM');
  const facts = { ...(await machine()), peer: found.version };
  print(
    `${facts.cores} × ${facts.cpu}, node ${facts.node}, commit ${facts.commit}, ${facts.peer}, load ${load()}`,
  );
  await withPeerFolder(folders, async (folder) => {
    if (values.check) return check({ ...folders, python: found.python, folder }, Number(values.check));
    if (!values.out) throw new Error('--out says where the runs go');
    await search({ folders, python: found.python, folder, facts, out: values.out });
  });
}

/**
 * @param {object} of
 * @param {{ cacheDir: string, dataDir: string | undefined }} of.folders
 * @param {string} of.python
 * @param {string} of.folder
 * @param {object} of.facts
 * @param {string} of.out
 */
async function search({ folders, python, folder, facts, out }) {
  const { sampler } = values;
  const [minutes, seeds, slots] = [values.minutes, values.seeds, values.slots].map(Number);
  if (!minutes || !seeds || !slots) throw new Error('--minutes, --seeds and --slots take numbers');
  const ours = `ram-sweep-${sampler}`;
  const planned = Array.from({ length: seeds }, (_, index) => index + 1).flatMap((seed) => [
    {
      side: ours,
      seed,
      minutes,
      search: () => searchWithRamSweep({ seed, minutes, slots, sampler, ...folders }),
    },
    {
      side: 'optuna',
      seed,
      minutes,
      search: () => searchWithOptuna(python, folder, { seed, minutes, slots }),
    },
  ]);
  const runs = await runThose(out, planned, print);
  const of = (/** @type {string} */ side) =>
    runs.filter((each) => each.side === side).map(({ epochs }) => epochs);
  const marks = MARKS.filter((mark) => mark <= minutes);
  const rows = compare({ ours: of(ours), optuna: of('optuna') }, marks);
  const text = `${describe(rows)}\n\n${describeRuns(runs)}`;
  print(`\n${text}`);
  await writeFile(join(out, 'quality.md'), `${text}\n`);
  await writeFile(join(out, 'quality.json'), JSON.stringify({ machine: facts, options: values, rows, runs }));
}

/** @param {ReturnType<typeof compare>} rows */
function describe(rows) {
  return table(
    ['after', 'Optuna, best error', 'ours, best error', "ours had reached Optuna's median after"],
    rows.map(({ minute, optuna, ours, secondsToTheirs }) => [
      `${minute} min`,
      spread(optuna, percent),
      spread(ours, percent),
      secondsToTheirs ? spread(secondsToTheirs, duration) : '–',
    ]),
  );
}

/** @param {readonly import('./quality/runs.mjs').Run[]} runs */
function describeRuns(runs) {
  return table(
    ['run', 'seed', 'trials', 'epochs', 'best error', 'load'],
    runs.map(({ side, seed, epochs, loads }) => [
      side,
      seed,
      new Set(epochs.map(({ trial }) => trial)).size,
      epochs.length,
      percent(Math.min(1, ...epochs.map(({ error }) => error))),
      `${loads.before}–${loads.after}`,
    ]),
  );
}

/** @param {Parameters<typeof compareTrainings>[0]} sides @param {number} configs */
async function check(sides, configs) {
  await compareTrainings(
    sides,
    { configs, seeds: Number(values.seeds), epochs: CHECKED_EPOCHS },
    ({ config, ours, torch }) => {
      const { batchSize, glimpses, firstLocation, locator, normalisation } = config;
      print(
        `batches of ${batchSize}, N = ${glimpses}, ${firstLocation}, ${locator}, ${normalisation}: ` +
          `ours ${means(ours)}; PyTorch ${means(torch)}`,
      );
    },
  );
}

/** @param {{ median: number, min: number, max: number }} of @param {(value: number) => string} show */
const spread = ({ median, min, max }, show) => `${show(median)} [${show(min)}–${show(max)}]`;

/** Mean and range over seeds. @param {number[]} errors */
const means = (errors) =>
  `${percent(errors.reduce((sum, error) => sum + error, 0) / errors.length)} ` +
  `[${percent(Math.min(...errors))}–${percent(Math.max(...errors))}]`;

/** @param {number} error */
const percent = (error) => (error < 1 ? `${(100 * error).toFixed(2)}%` : 'no epoch');

/** @param {number} seconds */
const duration = (seconds) => (Number.isFinite(seconds) ? `${Math.round(seconds)} s` : 'not yet');

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n`);
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${inspect(error)}\n`);
  process.exitCode = 1;
}
