/** How long people wait for what they ask of a large study. npm run bench:large-study -- --help */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { defaultCacheDir } from '@ram-sweep/services';
import { openReader } from '@ram-sweep/store/read';
import { render } from 'ink-testing-library';
import { createElement } from 'react';
import { App } from '../packages/dashboard/dist/app.js';
import { commandLine } from './command-line.mjs';
import { load, machine } from './machine.mjs';
import { fillStudy } from './sweeps/fill-study.mjs';
import { withServers } from './sweeps/servers.mjs';

const help = `npm run bench:large-study -- [options]

Fills a study through the store, on embedded servers of its own, and times what people ask of it: whole commands, and
the dashboard from opening its connection to the first frame with trials on it.

  --trials N  trials of the study (100000)
  --rounds N  times that each is asked; the median counts (5)
  --help      print this
`;

const values = commandLine(help, {
  trials: { type: 'string', default: '100000' },
  rounds: { type: 'string', default: '5' },
});

const program = createRequire(import.meta.url).resolve('@ram-sweep/cli/bin/ram-sweep.js');
const STUDY = 'large';
const PATIENCE_MS = 30_000;

async function run() {
  const { cpu, cores, node, commit } = await machine();
  print(`${cores} × ${cpu}, node ${node}, commit ${commit}, load ${load()} before`);
  await withServers(
    { cacheDir: defaultCacheDir(process.env['XDG_CACHE_HOME']) },
    async ({ home, databaseUrl, readerUrl }) => {
      const began = performance.now();
      const id = await fillStudy(databaseUrl, STUDY, Number(values.trials));
      print(
        `${values.trials} trials filled in ${((performance.now() - began) / 1000).toFixed(1)} s; load ${load()}`,
      );
      await report('ram-sweep --version', () => command(home, '--version'));
      await report('ram-sweep best', () => command(home, 'best', STUDY));
      await report('ram-sweep trials --top 20', () => command(home, 'trials', STUDY, '--top', '20'));
      await report("the dashboard's first frame", () => firstFrame(readerUrl, id));
      print(`load ${load()} after`);
    },
  );
}

/** @param {string} what @param {() => Promise<void>} act */
async function report(what, act) {
  const seconds = [];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const began = performance.now();
    await act();
    seconds.push((performance.now() - began) / 1000);
  }
  seconds.sort((a, b) => a - b);
  const shown = [seconds[seconds.length >> 1], seconds[0], seconds.at(-1)].map((each) => each?.toFixed(2));
  print(`${what}: ${shown[0]} s [${shown[1]}–${shown[2]}]`);
}

/** @param {string} home @param {string[]} args */
async function command(home, ...args) {
  const env = { ...process.env, RAM_SWEEP_HOME: home };
  await promisify(execFile)(process.execPath, [program, ...args], { env });
}

/** @param {string} url @param {string} studyId */
async function firstFrame(url, studyId) {
  const reader = await openReader({ url });
  const app = render(
    createElement(App, {
      reader,
      studyId,
      stopTrial: async () => '',
      drives: false,
      troubles: async () => [],
      onExit: () => undefined,
      trace: () => () => undefined,
      configOf: async () => ({ text: '', folded: '' }),
      pictures: 'none',
      clipboard: false,
      send: () => undefined,
    }),
  );
  const deadline = performance.now() + PATIENCE_MS;
  while (!app.lastFrame()?.includes('complete')) {
    if (performance.now() > deadline) throw new Error(`no trial on the dashboard: ${app.lastFrame()}`);
    await sleep(5);
  }
  app.unmount();
  await reader.close();
}

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n`);
}

await run();
