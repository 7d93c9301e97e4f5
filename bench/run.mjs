/** What ram-sweep's training costs on this machine. See `npm run bench -- --help` and docs/performance.md. */
import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { inspect } from 'node:util';
import { findImageSets, openImageSet } from '@ram-sweep/dataset';
import { chooseEngines } from './engines.mjs';
import { load, machine } from './machine.mjs';
import { measureEpochs } from './measures/epochs.mjs';
import { measureProcesses } from './measures/processes.mjs';
import { measureSteps } from './measures/steps.mjs';
import { measureSweeps } from './measures/sweeps.mjs';
import { readOptions } from './options.mjs';
import { findPython, pytorchVersion, writePeerFolder } from './peers/pytorch.mjs';
import { epochTable, processTable, stepTables, sweepTable } from './tables.mjs';

const QUICK_IMAGES = 6_000;

/** @typedef {Awaited<ReturnType<typeof prepare>>} Bench */

/** @param {import('./options.mjs').Options} given */
async function run(given) {
  const bench = await prepare(given);
  process.once('SIGINT', () => process.exit(130));
  process.once('exit', () => rmSync(bench.folder, { recursive: true, force: true }));
  const facts = { ...(await machine()), ...(await pytorchVersion(bench.python, bench.folder)) };
  const before = load();
  print(describe(facts));
  for (const { engine, reason } of bench.absent) print(`not measured: ${engine}: ${reason}`);
  if (!bench.python) print(withoutPyTorch(given));
  const results = await measure(bench);
  const loads = { before, after: load() };
  print(describeLoad(loads, facts.cores));
  if (given.json) {
    const everything = { machine: facts, loads, options: given, ...results };
    await writeFile(given.json, `${JSON.stringify(everything, null, 2)}\n`);
  }
}

/** @param {import('./options.mjs').Options} given */
async function prepare(given) {
  const dataset = await chooseDataset(given);
  const images = await openImageSet(dataset, { ...folders(given), download: false });
  return {
    options: given,
    ...(await chooseEngines(given)),
    python: await findPython(given.pythons),
    dataset,
    images,
    folder: await writePeerFolder(images),
    say,
  };
}

/** MNIST where it is at hand, else glyphs. @param {import('./options.mjs').Options} given */
async function chooseDataset(given) {
  const sets = await findImageSets(folders(given));
  const name = sets.some((set) => set.name === 'mnist' && set.available) ? 'mnist' : 'glyphs';
  return /** @type {const} */ ({ name, canvas: 'plain', ...(given.quick ? { train: QUICK_IMAGES } : {}) });
}

/** @param {import('./options.mjs').Options} given */
const folders = ({ dataDir, cacheDir }) => ({ cacheDir, ...(dataDir ? { dataDir } : {}) });

/** @param {Bench} bench */
async function measure(bench) {
  const { only } = bench.options;
  const steps = only.includes('steps') ? await measureSteps(bench) : null;
  if (steps) print(stepTables(steps));
  const epochs = only.includes('epochs') ? await measureEpochs(bench) : null;
  if (epochs) print(epochTable(epochs, bench.images));
  const processes = only.includes('processes') ? await measureProcesses(bench) : null;
  if (processes) print(processTable(processes));
  const sweeps = only.includes('sweeps') ? await measureSweeps(bench) : null;
  if (sweeps) print(sweepTable(sweeps, bench.images));
  return { steps, epochs, processes, sweeps };
}

/** @param {Record<string, unknown>} facts */
const describe = (facts) =>
  Object.entries(facts)
    .map((pair) => pair.join(': '))
    .join('\n');

/** @param {{ before: number, after: number }} loads @param {number} cores */
const describeLoad = ({ before, after }, cores) =>
  `load average before ${before}, after ${after} (the second includes this program's own work)` +
  (before > cores / 2 ? '\nother programs were running: repeat this when the machine is idle' : '');

/** @param {import('./options.mjs').Options} given */
const withoutPyTorch = ({ pythons }) =>
  `not measured: PyTorch: ${pythons.join(' and ')} cannot import torch, torchvision and PIL; ` +
  'pip install torch torchvision pillow, and pass --python PROGRAM';

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n\n`);
}

/** @param {string} text */
function say(text) {
  process.stderr.write(`${text}\n`);
}

try {
  const options = readOptions();
  if (options) await run(options);
} catch (error) {
  const misused = error instanceof RangeError || String(Object(error).code).startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${misused ? /** @type {Error} */ (error).message : inspect(error)}\n`);
  process.exitCode = 1;
}
