/** How long people wait for what they ask of a large study. npm run bench:large-study -- --help */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { defaultCacheDir } from '@ram-sweep/services';
import { readPlots, readSnapshot } from '@ram-sweep/results';
import { findStudySummary, openReader } from '@ram-sweep/store/read';
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
      await reportReads(readerUrl, id);
      let peak = 0;
      await report('ram-sweep report', async () => {
        peak = Math.max(peak, await peakOf(home, 'report', STUDY, '--output', join(home, 'large.html')));
      });
      print(`its memory at the highest: ${Math.round(peak / 1000)} MB`);
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

const TOP = { cursor: { row: null, position: 0 }, offset: 0 };
const LIST = {
  ...TOP,
  sort: 'rank',
  reverse: false,
  filter: [],
  expanded: [],
  rows: 30,
  activityRows: 10,
  opened: [],
};

/** What the dashboard reads over and over, once it is open. @param {string} url @param {string} studyId */
async function reportReads(url, studyId) {
  const reader = await openReader({ url });
  /** @param {string} what @param {object} changed */
  const page = (what, changed) =>
    report(`a page ${what}`, async () => {
      const request = /** @type {import('@ram-sweep/results').SnapshotRequest} */ ({ ...LIST, ...changed });
      await readSnapshot(reader, studyId, request);
    });
  await page('at the top', {});
  await page('in the middle', {
    offset: Number(values.trials) >> 1,
    cursor: { row: null, position: Number(values.trials) >> 1 },
  });
  await page('around a trial that moved far', { cursor: { row: Number(values.trials) >> 1, position: 0 } });
  await page('sorted by a field', { sort: { field: 'std' } });
  await page('filtered by a field', {
    filter: [{ kind: 'field', field: 'std', comparison: '>', value: 0.2 }],
  });
  const study = await findStudySummary(reader, studyId);
  if (study === null) throw new Error('the study is gone');
  const request = {
    curves: 5,
    fields: Object.keys(study.spec.space),
    columns: 100,
    rows: 8,
    since: new Date(Date.now() - 600_000),
  };
  await report('all plots of a wide screen', async () => void (await readPlots(reader, study, request)));
  await reader.close();
}

/** @param {string} home @param {string[]} args */
async function command(home, ...args) {
  const env = { ...process.env, RAM_SWEEP_HOME: home };
  await promisify(execFile)(process.execPath, [program, ...args], { env });
}

/** Says at its end how much memory a process had at the most. */
const TELLS_PEAK =
  'data:text/javascript,process.on("exit",()=>console.error("peak",process.resourceUsage().maxRSS))';

/** Runs a command; returns the most memory that it had, in kB. @param {string} home @param {string[]} args */
async function peakOf(home, ...args) {
  const env = { ...process.env, RAM_SWEEP_HOME: home };
  const { stderr } = await promisify(execFile)(process.execPath, ['--import', TELLS_PEAK, program, ...args], {
    env,
  });
  return Number(/^peak (\d+)$/m.exec(stderr)?.[1]);
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
      isDriven: async () => true,
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
