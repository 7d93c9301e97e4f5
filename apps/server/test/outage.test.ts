import { openStore } from '@ram-sweep/store';
import { startTestNetwork, startTestPostgres, type TestNetwork, type TestPostgres } from '@ram-sweep/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, askJson } from './ask.js';
import { serveDatabase } from './site.js';
import { claim, newStudy, report } from './studies.js';
import { eventsOf, watch } from './watch.js';

let postgres: TestPostgres;
let network: TestNetwork;
let server: Awaited<ReturnType<typeof serveDatabase>>;
let url: string;
let database: string;

beforeAll(async () => {
  postgres = await startTestPostgres();
  database = await postgres.createDatabase();
  await using store = await openStore({ url: database });
  const { id } = await newStudy(store, 'outlasting', 4);
  await claim(store, id, 0);
  await report(store, id, { trial: 0, epoch: 1, error: 0.25 });
  network = await startTestNetwork(database);
  server = await serveDatabase(
    network.through(postgres.readerUrl(database)),
    {},
    {
      timing: { lookMs: 20, silenceMs: 1_000 },
    },
  );
  url = server.url.slice(0, -1);
});
afterAll(async () => {
  await server?.close();
  await network?.stop();
  await postgres?.stop();
});

const value = (metrics: string, series: string): number | undefined => {
  const line = metrics.split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length));
};

/** What is answered while nothing can be read, after it could. */
async function expectLastKnown(): Promise<void> {
  // What was read within a second is not read again.
  await expect.poll(async () => value((await ask(`${url}/metrics`)).body, 'ram_sweep_stale')).toBe(1);
  const { status, body } = await ask(`${url}/metrics`);
  expect(status).toBe(200);
  expect(value(body, 'ram_sweep_trials{study="outlasting",state="running"}')).toBe(1);
  expect(value(body, 'ram_sweep_last_read_timestamp_seconds')).toBeGreaterThan(1e9);
  // Never 0: an autoscaler would end workers that train.
  expect(await ask(`${url}/scale`)).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  expect((await ask(`${url}/readyz`)).status).toBe(503);
  expect((await ask(`${url}/healthz?ready`)).status).toBe(503);
  expect((await ask(`${url}/healthz`)).status).toBe(200);
  expect((await ask(`${url}/studies/outlasting`)).body).toContain('outlasting');
}

async function expectFresh(): Promise<void> {
  await expect.poll(async () => value((await ask(`${url}/metrics`)).body, 'ram_sweep_stale')).toBe(0);
  expect((await ask(`${url}/readyz`)).status).toBe(200);
  expect(await askJson(`${url}/scale`)).toEqual({ running: 1, claimable: 3, total: 4 });
}

describe.each([
  ['is ended and started again', () => postgres.kill(), () => postgres.restart()],
  ['says nothing any more', async () => network.stall(), async () => network.mend()],
  ['is cut off', async () => network.cut(), async () => network.mend()],
])('a Postgres that %s', (_, begin, end) => {
  it('leaves what was known, marked as stale, and viewers learn when it goes and when it is back', async () => {
    await expectFresh();
    const { body } = await ask(`${url}/studies/outlasting`);
    using viewer = await watch(eventsOf(body, `${url}/studies/outlasting`));
    await begin();
    const stale = await viewer.until(({ event }) => event === 'stale');
    expect(stale.data).toMatch(/Postgres (is not available|has not answered)/);
    await expectLastKnown();
    // Who comes now gets the page as it was, and learns of it at once.
    using late = await watch(eventsOf(body, `${url}/studies/outlasting`));
    await late.until(({ event }) => event === 'stale');
    await end();
    await viewer.until(({ event }) => event === 'fresh');
    await late.until(({ event }) => event === 'fresh');
    await expectFresh();
  });
});

describe('a server that starts while Postgres is unreachable', () => {
  it('answers, and shows what is there once it is', async () => {
    network.cut();
    await using early = await serveDatabase(network.through(postgres.readerUrl(database)));
    const metrics = await ask(`${early.url}metrics`);
    expect(metrics.status).toBe(200);
    expect(value(metrics.body, 'ram_sweep_stale')).toBe(1);
    expect(metrics.body).not.toContain('ram_sweep_trials');
    const page = await ask(early.url, { headers: { accept: 'text/html' } });
    expect(page).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(page.body).toContain('<meta http-equiv="refresh" content="5" />');
    expect(page.body).toContain('Postgres is not available');
    expect(page.body).not.toMatch(/\bat \S+:\d+/);
    expect(JSON.parse((await ask(`${early.url}api/studies`)).body)).toMatchObject({
      error: { message: expect.stringContaining('Postgres is not available') },
    });
    network.mend();
    await expect.poll(async () => (await ask(early.url)).status).toBe(200);
    expect(await askJson<object[]>(`${early.url}api/studies`)).toMatchObject([{ name: 'outlasting' }]);
  });

  it('does not start with an address that is none', async () => {
    await expect(serveDatabase('http://localhost/x')).rejects.toMatchObject({ name: 'StoreOptionsError' });
  });
});
