/** What a coordinator holds while it records a long sweep of a large study. npm run bench:long-sweep -- --help */
import { defaultCacheDir } from '@ram-sweep/services';
import { commandLine } from './command-line.mjs';
import { load, machine } from './machine.mjs';
import { runLongSweep } from './sweeps/long-sweep.mjs';
import { withServers } from './sweeps/servers.mjs';

const help = `npm run bench:long-sweep -- [options]

Sends the events of many epochs, each with a small checkpoint, through one coordinator, on a large study, and prints what
it holds on the way: heap after a collection, timers, sockets, threads, open files. Ends with 1 if it had more than
--limit MiB of memory at any time.

  --trials N   trials of the study, four fifths of them complete before (100000)
  --epochs N   epochs (50000); three of each trial that was not complete
  --limit MIB  (300)
  --help       print this
`;

const values = commandLine(help, {
  trials: { type: 'string', default: '100000' },
  epochs: { type: 'string', default: '50000' },
  limit: { type: 'string', default: '300' },
});

async function run() {
  const { cpu, cores, node, commit } = await machine();
  print(`${cores} × ${cpu}, node ${node}, commit ${commit}, load ${load()} before`);
  await withServers({ cacheDir: defaultCacheDir(process.env['XDG_CACHE_HOME']) }, async (servers) => {
    const { peakMiB, reported } = await runLongSweep(servers, {
      trials: Number(values.trials),
      epochs: Number(values.epochs),
      samples: 10,
      onSample: ({ epochs, heapMiB, threads, files, counts }) =>
        print(
          `${epochs} epochs: heap ${heapMiB.toFixed(1)} MiB, ${threads} threads, ${files} files, ${JSON.stringify(counts)}`,
        ),
    });
    print(`${reported} epochs in all; ${Math.round(peakMiB)} MiB of memory at most; load ${load()} after`);
    process.exitCode = peakMiB <= Number(values.limit) ? 0 : 1;
  });
}

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n`);
}

await run();
