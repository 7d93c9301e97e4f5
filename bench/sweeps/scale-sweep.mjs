import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '@ram-sweep/store';
import pg from 'pg';
import { startSweepProcess, stopSweepProcess } from './processes.mjs';
import { SimulatedWorker } from './simulated-worker.mjs';
import { makeStudy } from './study.mjs';

const LEASE_MS = 10_000;
/** Ticks of the clock of /proc, in which processes' times are counted. */
const TICKS_A_SECOND = 100;
/** So many connections are made at once. */
const AT_ONCE = 10;
const PATIENCE_MS = 60_000;

/**
 * @typedef {object} Scale
 * @property {number} workers
 * @property {number} studies with a coordinator each
 * @property {number} epochSeconds
 * @property {number} seconds to measure
 * @property {number} silent workers that fall silent half-way
 */

/**
 * Measures coordinators with so many simulated workers.
 * @param {import('@ram-sweep/services').Services} services
 * @param {Scale} scale
 */
export async function runScaleSweep(services, { workers, studies, epochSeconds, seconds, silent }) {
  const names = Array.from({ length: studies }, (_, index) => `scale-${index + 1}`);
  // More than they can train meanwhile, start included.
  const trials = Math.ceil((workers * (seconds + 120)) / epochSeconds / studies) + workers;
  await makeStudies(services, names, trials);
  const coordinators = await Promise.all(names.map((name) => startCoordinator(services, name)));
  const tally = { heartbeats: 0, epochs: 0, claims: /** @type {number[]} */ ([]) };
  const simulated = await startWorkers(services, workers, { epochMs: epochSeconds * 1000, tally });
  while (simulated.filter(({ trains }) => trains).length < workers * 0.5) await sleep(100);

  Object.assign(tally, { heartbeats: 0, epochs: 0, claims: [] });
  const pids = await processesOf(services.home, coordinators);
  const before = await timesOf(pids);
  const began = performance.now();
  await sleep((seconds * 1000) / 2);
  const fallen = simulated.filter(({ trains }) => trains).slice(0, silent);
  const heardAt = new Map(fallen.map((worker) => [worker.name, worker.fallSilent()]));
  await sleep((seconds * 1000) / 2);
  const took = (performance.now() - began) / 1000;
  const after = await timesOf(pids);
  const { heartbeats, epochs, claims } = structuredClone(tally);
  const { lateness, wronged } = await lostAttempts(services.databaseUrl, heardAt);
  const peakMiB = Math.max(
    ...(await Promise.all(coordinators.map(({ child }) => peakMemory(child.pid ?? 0)))),
  );
  await Promise.all(coordinators.map(stopSweepProcess));
  await Promise.all(simulated.map((worker) => worker.stop()));

  const shares = Object.fromEntries(
    Object.entries(after).map(([name, time]) => [name, (time - (before[name] ?? 0)) / took]),
  );
  return {
    seconds: took,
    heartbeats: Math.round(heartbeats / took),
    epochs,
    claims: {
      count: claims.length,
      median: quantile(claims, 0.5),
      p99: quantile(claims, 0.99),
    },
    coordinators: names.map((name) => shares[name] ?? 0),
    processes: { 'nats-server': shares['nats-server'] ?? 0, Postgres: shares['postgres'] ?? 0 },
    lost: lateness.length,
    late: { median: quantile(lateness, 0.5), most: quantile(lateness, 1) },
    wronged,
    peakMiB,
  };
}

/** @param {import('@ram-sweep/services').Services} services @param {string[]} names @param {number} trials */
async function makeStudies({ databaseUrl }, names, trials) {
  const store = await openStore({ url: databaseUrl });
  for (const name of names) await makeStudy(store, name, trials);
  await store.close();
}

/** @param {import('@ram-sweep/services').Services} services @param {string} study */
function startCoordinator(services, study) {
  const { databaseUrl, nats } = services;
  const bus = { servers: nats.url, ...nats.coordinator, name: study, role: 'coordinator' };
  return startSweepProcess(services, 'coordinator', study, { study, databaseUrl, bus, leaseMs: LEASE_MS });
}

/**
 * @param {import('@ram-sweep/services').Services} services
 * @param {number} count
 * @param {{ epochMs: number; tally: import('./simulated-worker.mjs').Tally }} options
 */
async function startWorkers({ nats }, count, options) {
  const simulated = [];
  for (let from = 0; from < count; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index) => from + index);
    const starting = numbers.map((number) =>
      SimulatedWorker.start(nats, { name: `sim-${number}`, ...options }),
    );
    simulated.push(...(await Promise.all(starting)));
  }
  return simulated;
}

/**
 * When the trials of silent workers were taken back, in milliseconds after their lease had ended; and how many others
 * were taken back. Waits for the last of them.
 * @param {string} url
 * @param {ReadonlyMap<string, number>} heardAt
 */
async function lostAttempts(url, heardAt) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const { rows } = await client.query(
      `SELECT worker, extract(epoch FROM ended_at) * 1000 AS at FROM ram_sweep.attempts WHERE state = 'lost'`,
    );
    const lateness = rows.flatMap(({ worker, at }) => {
      const heard = heardAt.get(worker);
      return heard === undefined ? [] : [Number(at) - heard - LEASE_MS];
    });
    if (lateness.length >= heardAt.size || performance.now() > deadline) {
      await client.end();
      return { lateness, wronged: rows.length - lateness.length };
    }
    await sleep(200);
  }
}

/**
 * Ids of the processes whose time is measured, by name.
 * @param {string} home
 * @param {readonly import('./processes.mjs').SweepProcess[]} coordinators
 * @returns {Promise<Record<string, number[]>>}
 */
async function processesOf(home, coordinators) {
  const all = await Promise.all(
    (await readdir('/proc'))
      .filter((name) => /^\d+$/.test(name))
      .map(async (pid) => ({
        pid: Number(pid),
        command: (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' '),
        parent: await parentOf(pid),
      })),
  );
  const nats = all.filter(({ command }) => command.includes(`--config ${home}`)).map(({ pid }) => pid);
  const postmasters = all.filter(({ command }) => command.includes(`-D ${home}`)).map(({ pid }) => pid);
  const postgres = all.filter(({ pid, parent }) => [pid, parent].some((each) => postmasters.includes(each)));
  return {
    ...Object.fromEntries(coordinators.map(({ child }, index) => [`scale-${index + 1}`, [child.pid ?? 0]])),
    'nats-server': nats,
    postgres: postgres.map(({ pid }) => pid),
  };
}

/** @param {string} pid */
async function parentOf(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

/** Seconds of processor time of each group. @param {Readonly<Record<string, readonly number[]>>} pids */
async function timesOf(pids) {
  const entries = Object.entries(pids).map(async ([name, group]) => {
    const times = await Promise.all(group.map(timeOf));
    return /** @type {const} */ ([name, times.reduce((sum, time) => sum + time, 0)]);
  });
  return /** @type {Record<string, number>} */ (Object.fromEntries(await Promise.all(entries)));
}

/** proc(5): user and system time are the 14th and 15th field. @param {number} pid */
async function timeOf(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_A_SECOND;
}

/** @param {number} pid */
async function peakMemory(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}

/** @param {readonly number[]} values @param {number} share */
function quantile(values, share) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
