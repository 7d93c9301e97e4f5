/** What the live pages of a large study cost. npm run bench:serve -- --help */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROTOCOL_VERSION } from '@ram-sweep/protocol';
import { defaultCacheDir } from '@ram-sweep/services';
import { openStore, recordEvents } from '@ram-sweep/store';
import { commandLine } from './command-line.mjs';
import { load, machine } from './machine.mjs';
import { postgresSeconds, processSeconds } from './measures/processor-time.mjs';
import { fillStudy, resultOf } from './sweeps/fill-study.mjs';
import { withServers } from './sweeps/servers.mjs';

const help = `npm run bench:serve -- [options]

Fills a study through the store, on embedded servers of its own, starts \`ram-sweep serve\` on it, and measures its page:
how long the first one takes, and what processor time an update costs with one viewer and with many. An update is one
recorded epoch; what recording it costs Postgres is measured without viewers first. The first page is read as the study
was left, and again, as are updates, once Postgres has vacuumed it by itself, within a minute or two.

  --trials N   trials of the study (100000)
  --updates N  updates for each number of viewers (20)
  --viewers N  viewers beside the measurement with one (50)
  --help       print this
`;

const values = commandLine(help, {
  trials: { type: 'string', default: '100000' },
  updates: { type: 'string', default: '20' },
  viewers: { type: 'string', default: '50' },
});

const program = createRequire(import.meta.url).resolve('@ram-sweep/cli/bin/ram-sweep.js');
const STUDY = 'large';
/** Longer than the server rests between two looks at a study of usual size. */
const BETWEEN_MS = 2_500;
const ROUNDS = 5;

async function run() {
  const { cpu, cores, node, commit } = await machine();
  print(`${cores} × ${cpu}, node ${node}, commit ${commit}, load ${load()} before`);
  await withServers(
    { cacheDir: defaultCacheDir(process.env['XDG_CACHE_HOME']) },
    async ({ home, databaseUrl }) => {
      const id = await fillStudy(databaseUrl, STUDY, Number(values.trials));
      print(`${values.trials} trials filled; load ${load()}`);
      const early = await startServe(home);
      await firstPages({ ...early, home }, [`studies/${STUDY}`]);
      early.child.kill('SIGTERM');
      const store = await openStore({ url: databaseUrl });
      await vacuumed(store);
      print(`vacuumed; load ${load()}`);
      const server = await startServe(home);
      await firstPages({ ...server, home }, [`studies/${STUDY}`, '', 'metrics', 'scale']);
      for (const viewers of [0, 1, Number(values.viewers)])
        await updates({ ...server, home, store, id }, viewers);
      await store.close();
      server.child.kill('SIGTERM');
      print(`load ${load()} after`);
    },
  );
}

/** Waits until Postgres has vacuumed what was filled, which would count as the cost of updates. @param {import('@ram-sweep/store').Store} store */
async function vacuumed(store) {
  const tables = `select from pg_stat_user_tables where schemaname = 'ram_sweep'
    and relname in ('trials', 'attempts', 'epochs') and last_autovacuum is null`;
  while ((await store.query((db) => db.execute(tables))).rowCount !== 0) await sleep(1_000);
  await sleep(BETWEEN_MS);
}

/** @param {string} home */
async function startServe(home) {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0'], {
    env: { ...process.env, RAM_SWEEP_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /^serving (http:\S+)$/.exec(line) ?? [];
    if (url !== undefined) return { child, url };
  }
  throw new Error('serve ended without an address');
}

/**
 * @param {{ child: import('node:child_process').ChildProcess, url: string, home: string }} server
 * @param {string[]} paths
 */
async function firstPages({ child, url, home }, paths) {
  for (const path of paths) {
    const seconds = [];
    let bytes = 0;
    const before = await times(child.pid ?? 0, home);
    let after = before;
    for (let round = 0; round < ROUNDS; round += 1) {
      const began = performance.now();
      const document = await (await fetch(`${url}${path}`)).text();
      bytes = Buffer.byteLength(document);
      seconds.push((performance.now() - began) / 1000);
      if (document.includes('http-equiv="refresh"')) await whole(url, began);
      if (round === 0) after = await times(child.pid ?? 0, home);
      // What was read within a second is not read again.
      await sleep(1_500);
    }
    const [first = 0, ...others] = seconds;
    const again = others.toSorted((a, b) => a - b)[others.length >> 1] ?? 0;
    print(
      `/${path}: first ${first.toFixed(2)} s (${spent(before, after)}), then ${again.toFixed(2)} s, ` +
        `${(bytes / 1024).toFixed(0)} kB`,
    );
  }
}

/** Waits for the plots of a page that came before them. @param {string} url @param {number} began */
async function whole(url, began) {
  const { until, stop } = await watch(`${url}studies/${STUDY}/events`);
  await until('class=\\"slices\\"');
  stop();
  print(`its plots came after ${((performance.now() - began) / 1000).toFixed(2)} s`);
}

/**
 * @param {{ child: import('node:child_process').ChildProcess, url: string, home: string, id: string,
 *   store: import('@ram-sweep/store').Store }} server
 * @param {number} viewers
 */
async function updates({ child, url, home, id, store }, viewers) {
  const watching = await Promise.all(
    Array.from({ length: viewers }, () => watch(`${url}studies/${STUDY}/events`)),
  );
  await sleep(BETWEEN_MS);
  const count = Number(values.updates);
  const before = await times(child.pid ?? 0, home);
  const [sent, delays] = [watching[0]?.bytes() ?? 0, /** @type {number[]} */ ([])];
  for (let update = 0; update < count; update += 1) {
    const began = performance.now();
    const arrived = watching.map(({ next }) => next());
    await recordEvents(store, id, [nextEpoch(id)]);
    await Promise.race([Promise.all(arrived), sleep(30_000)]);
    delays.push((performance.now() - began) / 1000);
    await sleep(BETWEEN_MS);
  }
  const after = await times(child.pid ?? 0, home);
  const kB = ((watching[0]?.bytes() ?? 0) - sent) / count / 1024;
  const delay = delays.toSorted((a, b) => a - b)[count >> 1] ?? 0;
  const arriving =
    viewers === 0 ? '' : `, is ${kB.toFixed(1)} kB for each, and is there after ${delay.toFixed(1)} s`;
  print(`${viewers} viewers: an update costs ${spent(before, after, count)}${arriving}`);
  for (const { stop } of watching) stop();
  await sleep(BETWEEN_MS);
}

/**
 * @param {Awaited<ReturnType<typeof times>>} before
 * @param {Awaited<ReturnType<typeof times>>} after
 * @param {number} count of what was done between them
 */
function spent(before, after, count = 1) {
  const ms = (/** @type {'server' | 'postgres'} */ of) =>
    ((1000 * (after[of] - before[of])) / count).toFixed(0);
  return `${ms('server')} ms of processor time in serve and ${ms('postgres')} ms in Postgres`;
}

/** @param {number} pid @param {string} home */
const times = async (pid, home) => ({
  server: await processSeconds(pid),
  postgres: await postgresSeconds(home),
});

/** Of a trial, as the study has them. */
const EPOCHS = 3;
let recorded = 0;

/** The next epoch of the trials that run, one after the other. @param {string} study @returns {import('@ram-sweep/protocol').TrialEvent} */
function nextEpoch(study) {
  const trial = Math.floor(Number(values.trials) * 0.9) + Math.floor(recorded / EPOCHS);
  const epoch = (recorded % EPOCHS) + 1;
  recorded += 1;
  return {
    version: PROTOCOL_VERSION,
    kind: 'epoch',
    study,
    trial,
    attempt: 1,
    sequence: epoch,
    worker: `worker-${trial % 4}`,
    at: new Date().toISOString(),
    result: resultOf(trial, epoch),
    checkpoint: null,
  };
}

/** A browser's side of a page. @param {string} url */
async function watch(url) {
  const request = get(url, { agent: false });
  request.on('error', () => undefined);
  const [response] = await once(request, 'response');
  let bytes = 0;
  let rest = '';
  let wanted = '';
  /** @type {(() => void) | undefined} */
  let heard;
  response.on('data', (/** @type {Buffer} */ chunk) => {
    bytes += chunk.length;
    const text = rest + chunk.toString('latin1');
    if (text.includes(wanted)) heard?.();
    rest = text.slice(1 - wanted.length);
  });
  /** Resolves once this text comes. @param {string} text @returns {Promise<void>} */
  const until = (text) =>
    new Promise((resolve) => {
      wanted = text;
      heard = resolve;
    });
  return {
    bytes: () => bytes,
    until,
    /** Resolves at the next event. */
    next: () => until('event: section'),
    stop: () => request.destroy(),
  };
}

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n`);
}

await run();
