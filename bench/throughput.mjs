/**
 * How many trials a second go through the whole of a sweep where training costs nothing. npm run bench:throughput --
 * --help
 */
import { join } from 'node:path';
import { defaultCacheDir } from '@ram-sweep/services';
import { commandLine } from './command-line.mjs';
import { load, machine } from './machine.mjs';
import { findOptuna, runOptuna } from './peers/optuna.mjs';
import { runNoopSweep } from './sweeps/noop-sweep.mjs';
import { withServers } from './sweeps/servers.mjs';

const help = `npm run bench:throughput -- [options]

Runs a study of trials that compute nothing through a coordinator, worker processes, NATS and Postgres, on embedded
servers of its own. Then the same number of processes run such trials through Optuna on the same Postgres.

  --trials N          trials of ours (20000)
  --workers N         worker processes (4)
  --slots N           trials at once in each (64)
  --optuna-trials N   trials of Optuna's; 0 leaves it out (1000)
  --python PROGRAM    Python with optuna and psycopg (optuna-venv in the cache folder, else python3)
  --cpu-profiles DIR  also write CPU profiles of coordinator and workers
  --help              print this
`;

const values = commandLine(help, {
  trials: { type: 'string', default: '20000' },
  workers: { type: 'string', default: '4' },
  slots: { type: 'string', default: '64' },
  'optuna-trials': { type: 'string', default: '1000' },
  python: { type: 'string' },
  'cpu-profiles': { type: 'string' },
});

async function run() {
  const cacheDir = defaultCacheDir(process.env['XDG_CACHE_HOME']);
  const pythons = values.python
    ? [values.python]
    : [join(cacheDir, 'optuna-venv', 'bin', 'python'), 'python3'];
  const profiles = values['cpu-profiles'];
  const workers = Number(values.workers);
  const { cpu, cores, node, commit } = await machine();
  print(`${cores} × ${cpu}, node ${node}, commit ${commit}, load ${load()} before`);
  await withServers({ cacheDir }, async (services) => {
    const ours = await runNoopSweep({
      services,
      cacheDir,
      trials: Number(values.trials),
      workers,
      slots: Number(values.slots),
      execArgv: profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : [],
    });
    print(`ram-sweep: ${describe(ours)}; each complete after one attempt; load ${load()}`);
    if (ours.coordinatorMiB) print(`the coordinator had ${Math.round(ours.coordinatorMiB)} MiB at most`);
    const python = Number(values['optuna-trials']) > 0 ? await findOptuna(pythons) : null;
    if (!python)
      return print('Optuna is not measured: pip install optuna psycopg[binary], and pass --python PROGRAM');
    const { databaseUrl } = services;
    const theirs = await runOptuna(python, {
      databaseUrl,
      trials: Number(values['optuna-trials']),
      processes: workers,
    });
    print(`Optuna ${theirs.version}: ${describe(theirs)}; load ${load()}`);
    print(`ratio: ${(ours.perSecond / (theirs.trials / theirs.seconds)).toFixed(1)}`);
  });
}

/** @param {{ trials: number, seconds: number }} done */
const describe = ({ trials, seconds }) =>
  `${trials} trials in ${seconds.toFixed(1)} s, ${Math.round(trials / seconds)} a second`;

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n`);
}

await run();
