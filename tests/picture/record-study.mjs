/**
 * Records a study for the moving picture of the README: what the tables hold every second while it runs, and at the
 * end where its best model looks. Run it beside the study, with the same home:
 *
 *   ram-sweep start studies/quickstart.yaml --home HOME --detach
 *   node tests/picture/record-study.mjs HOME quickstart
 *
 * Then `npm run draw:dashboard` draws the picture anew.
 */
import { spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import pg from 'pg';
import { findServices } from '../../packages/services/dist/index.js';

const [home, name] = process.argv.slice(2);
const program = createRequire(import.meta.url).resolve('@ram-sweep/cli/bin/ram-sweep.js');
const file = fileURLToPath(new URL('recording.json.br', import.meta.url));

/** In an order in which they can be filled again. */
const TABLES = [
  'studies',
  'workers',
  'trials',
  'epochs',
  'attempts',
  'test_results',
  'activity',
  'interventions',
];

/** Moments that are kept. */
const MOMENTS = 24;

/** Images of which the path is kept. */
const PATHS = 4;

const services = await findServices(home);
const client = new pg.Client({ connectionString: services.readerUrl });
await client.connect();
const moments = thinned(await recordMoments());
await client.end();
const recording = { name, moments, traced: await recordPaths() };
const json = withoutPlaces(JSON.stringify(recording));
writeFileSync(file, brotliCompressSync(json));
console.log(`${moments.length} moments, ${json.length} characters`);

async function recordMoments() {
  const found = [];
  for (;;) {
    const moment = await recordMoment();
    found.push(moment);
    if (moment.tables.studies.some((study) => study.name === name && study.state === 'complete'))
      return found;
    await sleep(1_000);
  }
}

/** Some from the first epoch to the end, equally far apart. */
function thinned(all) {
  const first = all.findIndex(({ tables }) => tables.epochs.length > 0);
  const stride = (all.length - 1 - first) / (MOMENTS - 1);
  return Array.from({ length: MOMENTS }, (_, index) => all[Math.round(first + index * stride)]);
}

/** All tables in one transaction, as rows of JSON. */
async function recordMoment() {
  const tables = {};
  await client.query('begin isolation level repeatable read read only');
  const { rows } = await client.query('select now()');
  for (const table of TABLES) {
    const { rows: found } = await client.query(
      `select coalesce(json_agg(each), '[]') as rows from ram_sweep.${table} each`,
    );
    tables[table] = found[0].rows;
  }
  await client.query('commit');
  return { at: rows[0].now, tables };
}

/** Where the best model looks, told by the process that tells the dashboard. */
async function recordPaths() {
  const run = (...args) =>
    execFileSync(process.execPath, [program, ...args, '--home', home], { encoding: 'utf8' });
  const { trial } = JSON.parse(run('best', name, '--json'));
  const { url, coordinator } = services.nats;
  const bus = { servers: url, ...coordinator, name: 'record-study', role: 'cli' };
  const study = moments.at(-1).tables.studies.find((each) => each.name === name).id;
  const servers = { readerUrl: services.readerUrl, commandBus: bus };
  const child = spawn(process.execPath, [program, 'trace'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.write(`${JSON.stringify({ images: { cacheDir: home }, servers, study, trial })}\n`);
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  child.kill();
  const { traced } = JSON.parse(line);
  return { ...traced, paths: traced.paths.slice(0, PATHS) };
}

/** Names of machines and their workers are nobody's business. */
function withoutPlaces(text) {
  const workers = moments.at(-1).tables.workers;
  return workers.reduce(
    (kept, { id, host }, index) =>
      kept.replaceAll(id, `laptop-${4021 + index}`).replaceAll(JSON.stringify(host), '"laptop"'),
    text,
  );
}
