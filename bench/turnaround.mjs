/** How long a slot stands still between two trials. npm run bench:turnaround -- --help */
import { writeFile } from 'node:fs/promises';
import { defaultCacheDir } from '@ram-sweep/services';
import { commandLine } from './command-line.mjs';
import { load, machine } from './machine.mjs';
import { quantile } from './summary.mjs';
import { withServers } from './sweeps/servers.mjs';
import { traceTurnaround } from './sweeps/turnaround-sweep.mjs';
import { table } from './tables.mjs';
import { turnaroundParts } from './turnaround-parts.mjs';

const help = `npm run bench:turnaround -- [options]

Trains trials of one epoch of MNIST in one worker process, with a real coordinator on embedded servers of its own, and
prints what passes between the end of a trial's last epoch and its successor's first step in the same slot, part by part.

  --trials N          (120)
  --slots N           trials at once (2)
  --images N          training images (60000)
  --data-dir DIR      folder with MNIST (RAM_SWEEP_DATA_DIR; else the download cache)
  --cpu-profiles DIR  also write CPU profiles of coordinator and worker
  --json FILE         also write everything as JSON
  --help              print this
`;

const values = commandLine(help, {
  trials: { type: 'string', default: '120' },
  slots: { type: 'string', default: '2' },
  images: { type: 'string', default: '60000' },
  'data-dir': { type: 'string' },
  'cpu-profiles': { type: 'string' },
  json: { type: 'string' },
});

async function run() {
  const facts = await machine();
  const before = load();
  const cacheDir = defaultCacheDir(process.env['XDG_CACHE_HOME']);
  const profiles = values['cpu-profiles'];
  const marks = await withServers({ cacheDir }, (services) =>
    traceTurnaround({
      services,
      cacheDir,
      dataDir: values['data-dir'] ?? process.env['RAM_SWEEP_DATA_DIR'],
      dataset: { name: 'mnist', canvas: 'plain', train: Number(values.images) },
      trials: Number(values.trials),
      slots: Number(values.slots),
      execArgv: profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : [],
    }),
  );
  const changes = turnaroundParts(marks);
  const { cpu, cores, node, commit } = facts;
  print(`${cores} × ${cpu}, node ${node}, commit ${commit}, load ${before} before, ${load()} after`);
  print(`${changes.length} changes in ${values.slots} slots, ${values.images} images, milliseconds:\n`);
  print(describe(changes));
  if (values.json) await writeFile(values.json, `${JSON.stringify({ machine: facts, changes }, null, 2)}\n`);
}

/** @typedef {ReturnType<typeof turnaroundParts>[number]} Change */

/** @param {Change[]} changes */
function describe(changes) {
  const [first] = changes;
  const row = (/** @type {string} */ name, /** @type {(change: Change) => number | undefined} */ of) => [
    name,
    ...[0.5, 0.9, 1].map((share) =>
      quantile(
        changes.map((change) => of(change) ?? NaN),
        share,
      ).toFixed(1),
    ),
  ];
  return table(
    ['until', 'median', '90 %', 'most'],
    [
      ...Object.keys(first?.parts ?? {}).map((part) => row(part, ({ parts }) => parts[part])),
      row('all of it', ({ whole }) => whole),
      row('all but compilation', ({ besideCompilation }) => besideCompilation),
      ...Object.keys(first?.stored ?? {}).map((mark) =>
        row(`meanwhile: ${mark}`, ({ stored }) => stored[mark]),
      ),
    ],
  );
}

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n`);
}

await run();
