import { parseArgs } from 'node:util';
import { runBusy } from './busy.js';
import { runCampaign } from './campaign.js';
import { faults, nameOf } from './faults.js';
import { faultsIn, isClean, printReport } from './report.js';

const help = `npm run chaos -- [options]

Trains a small study with the sampler tpe and the pruner asha undisturbed, then the same study over and over while its
processes and servers are killed and paused at random, and compares every number: what was drawn, what was pruned, each
epoch, the finalists. Ends with 1 if anything is lost, double, different or left behind.

  --kills N        faults in all (100)
  --seed N         of the choice of faults (1)
  --minutes N      no more faults after this time (20)
  --lease N        seconds until the trial of a silent worker goes to another (2; ram-sweep's own default is 10)
  --only FAULTS    joined by commas: ${faults.map(nameOf).join(', ')}
  --trials N       trials of the search (12)
  --epochs N       epochs of each that no rung prunes (100)
  --busy SECONDS   no faults: keeps all cores busy with other things for so long, at --lease, and counts the workers
                   that are taken for dead; ends with 1 if there are any
`;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '20' },
    lease: { type: 'string', default: '2' },
    only: { type: 'string' },
    trials: { type: 'string', default: '12' },
    epochs: { type: 'string', default: '100' },
    busy: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

function number(option: 'kills' | 'seed' | 'minutes' | 'lease' | 'trials' | 'epochs' | 'busy'): number {
  const value = Number(values[option]);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`--${option} ${values[option]} must be a whole number, 1 or more`);
}

if (values.help) {
  process.stdout.write(help);
} else if (values.busy) {
  const report = await runBusy({ seconds: number('busy'), leaseSeconds: number('lease') });
  console.log(
    `${report.spinners} spinning threads for ${report.seconds} s: ${report.epochs} epochs trained, ` +
      `the longest silence of a worker ${report.longestSilence.toFixed(1)} s, ${report.lost} taken for dead`,
  );
  process.exitCode = report.lost === 0 ? 0 : 1;
} else {
  const kills = number('kills');
  const report = await runCampaign({
    kills,
    seed: number('seed'),
    minutes: number('minutes'),
    leaseSeconds: number('lease'),
    trials: number('trials'),
    epochs: number('epochs'),
    ...(values.only ? { only: values.only.split(',').map((name) => name.trim()) } : {}),
    log: (line) => console.log(`${new Date().toTimeString().slice(0, 8)} ${line}`),
  });
  console.log(`\n${printReport(report)}`);
  if (faultsIn(report) < kills) console.log(`only ${faultsIn(report)} of ${kills} faults: the time was up`);
  process.exitCode = isClean(report) && faultsIn(report) >= kills ? 0 : 1;
}
