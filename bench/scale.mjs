/** What many workers cost one coordinator, and whether it decides leases on time. npm run bench:scale -- --help */
import { defaultCacheDir } from '@ram-sweep/services';
import { commandLine } from './command-line.mjs';
import { load, machine } from './machine.mjs';
import { runScaleSweep } from './sweeps/scale-sweep.mjs';
import { withServers } from './sweeps/servers.mjs';

const help = `npm run bench:scale -- [options]

Runs studies on embedded servers of its own, with a real coordinator each and simulated workers: each has a connection to
NATS, sends heartbeats, takes jobs, claims trials, and reports epochs with a small checkpoint, but trains nothing. In the
middle some fall silent, as workers whose machine is gone. Prints what processes need, how long claims take, and when the
trials of the silent ones were taken back.

  --workers N        (500)
  --studies N        with a coordinator each (1)
  --epoch-seconds N  how long an epoch takes, in the mean (10)
  --seconds N        how long to measure (60)
  --silent N         workers that fall silent in the middle (25)
  --help             print this
`;

const values = commandLine(help, {
  workers: { type: 'string', default: '500' },
  studies: { type: 'string', default: '1' },
  'epoch-seconds': { type: 'string', default: '10' },
  seconds: { type: 'string', default: '60' },
  silent: { type: 'string', default: '25' },
});

async function run() {
  const { cpu, cores, node, commit } = await machine();
  print(`${cores} × ${cpu}, node ${node}, commit ${commit}, load ${load()} before`);
  await withServers({ cacheDir: defaultCacheDir(process.env['XDG_CACHE_HOME']) }, async (services) => {
    const found = await runScaleSweep(services, {
      workers: Number(values.workers),
      studies: Number(values.studies),
      epochSeconds: Number(values['epoch-seconds']),
      seconds: Number(values.seconds),
      silent: Number(values.silent),
    });
    const { coordinators, processes, claims, epochs, lost, late, wronged, peakMiB } = found;
    print(`${values.workers} workers, ${values.studies} studies, ${found.seconds.toFixed(0)} s`);
    print(`heartbeats ${found.heartbeats} a second, epochs ${epochs}, claims ${claims.count}`);
    print(
      `coordinators: ${coordinators.map(percent).join(', ')} of a core each; ${Math.round(peakMiB)} MiB at most`,
    );
    for (const [name, share] of Object.entries(processes)) print(`${name}: ${percent(share)} of a core`);
    print(
      `claims answered within ${claims.median.toFixed(0)} ms (median), ${claims.p99.toFixed(0)} ms (p99)`,
    );
    print(
      `silent workers: ${lost} of ${values.silent} trials taken back, ${seconds(late)} after their lease ended`,
    );
    print(`trials taken from workers that were not silent: ${wronged}; load ${load()} after`);
    process.exitCode = wronged === 0 && lost === Number(values.silent) ? 0 : 1;
  });
}

/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(1)}%`;

/** @param {{ median: number; most: number }} late milliseconds */
const seconds = ({ median, most }) =>
  `${(median / 1000).toFixed(1)} s (median), ${(most / 1000).toFixed(1)} s (most)`;

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n`);
}

await run();
