import { deleteStudy } from '@ram-sweep/store';
import { describe, expect, it } from 'vitest';
import { ask } from './ask.js';
import { held } from './held.js';
import { serveDatabase, useSite } from './site.js';
import { claim, newStudy, report } from './studies.js';
import { eventsOf, sectionOf, watch } from './watch.js';

const site = useSite({ viewers: 60 }, { timing: { lookMs: 20, beatMs: 50 } });

const page = (path: string): string => `${site.url}${path}`;

async function open(path: string): Promise<{ body: string; events: string }> {
  const { status, body } = await ask(page(path));
  expect(status, body).toBe(200);
  return { body, events: eventsOf(body, page(path)) };
}

describe('a page', () => {
  it('shows all studies, one, or several side by side', async () => {
    await newStudy(site.store, 'first', 3);
    await newStudy(site.store, 'second', 4);
    expect((await open('/')).body).toMatch(/second[\s\S]*first/);
    expect((await open('/studies/first')).body).toContain('first');
    const { body } = await open('/compare?study=first&study=second');
    expect(body).toContain('first');
    expect(body).toContain('second');
  });

  it('offers to show where the best model looks, but not where there is no way to models', async () => {
    const { id } = await newStudy(site.store, 'looked-at', 1);
    await claim(site.store, id, 0);
    await report(site.store, id, { trial: 0, epoch: 1, error: 0.25 });
    expect((await open('/studies/looked-at')).body).toContain('Show its glimpses');
    await using other = await serveDatabase(site.readerUrl, {}, { trace: null });
    for (const query of ['', '?glimpses=1']) {
      const { status, body } = await ask(`${other.url}studies/looked-at${query}`);
      expect(status).toBe(200);
      expect(body).not.toContain('Where the best model looks');
    }
  });

  it('is found by the id of a study as well', async () => {
    const { id } = await newStudy(site.store, 'by-id', 1);
    expect((await open(`/studies/${id}`)).body).toContain('by-id');
  });

  it('brings what changes to those who watch it, and nothing else', async () => {
    const { id } = await newStudy(site.store, 'watched', 3);
    const { events } = await open('/studies/watched');
    using viewer = await watch(events);
    await claim(site.store, id, 0);
    await report(site.store, id, { trial: 0, epoch: 1, error: 0.25 });
    const { data, id: revision } = await viewer.until((event) => /25\.00%|0\.25/.test(event.data));
    expect(sectionOf({ data }).html).toContain('25');
    expect(revision).toMatch(/^[0-9a-f]{8}-\d+$/);
    // A change elsewhere is no news here.
    const before = viewer.events.length;
    await newStudy(site.store, 'elsewhere', 1);
    const beats = viewer.comments();
    await expect.poll(viewer.comments).toBeGreaterThan(beats + 2);
    expect(viewer.events.slice(before).filter(({ data: text }) => text.includes('elsewhere'))).toEqual([]);
  });

  it('comes before its plots where they take long to count, and brings them to those who watch', async () => {
    const { id } = await newStudy(site.store, 'slow', 3);
    await claim(site.store, id, 0);
    await report(site.store, id, { trial: 0, epoch: 1, error: 0.25 });
    const [locked, counted] = [held(), held()];
    const lock = site.store.transaction(async (db) => {
      // The plots are all that reads it, here.
      await db.execute('lock table ram_sweep.attempts in access exclusive mode');
      locked.end();
      await counted.over;
    });
    await locked.over;
    const { body, events } = await open('/studies/slow');
    expect(body).toContain('Best so far: 25.00%');
    expect(body).toMatch(/id="search"[\s\S]*Being counted/);
    // Without scripts it asks again.
    expect(body).toContain('<noscript><meta http-equiv="refresh"');
    using viewer = await watch(events);
    counted.end();
    await lock;
    const { data } = await viewer.until((event) => event.data.includes('"id":"search"'));
    expect(sectionOf({ data }).html).toContain('<svg');
    expect((await open('/studies/slow')).body).not.toMatch(/Being counted|http-equiv="refresh"/);
  });

  it('brings what happened between its reading and its watching', async () => {
    const { id } = await newStudy(site.store, 'between', 3);
    const { events } = await open('/studies/between');
    await claim(site.store, id, 0);
    await report(site.store, id, { trial: 0, epoch: 1, error: 0.125 });
    using viewer = await watch(events);
    await viewer.until(({ data }) => /12\.50%|0\.125/.test(data));
  });

  it('sends a viewer that lost its connection what it has missed, by the id of its last event', async () => {
    const { id } = await newStudy(site.store, 'lost', 3);
    const { events } = await open('/studies/lost');
    await claim(site.store, id, 0, 1);
    const first = await watch(events);
    await report(site.store, id, { trial: 0, epoch: 1, error: 0.5 });
    const seen = await first.until(({ data }) => /50\.00%|0\.5/.test(data));
    first[Symbol.dispose]();
    await report(site.store, id, { trial: 1, epoch: 1, error: 0.0625 });
    using second = await watch(events, { 'last-event-id': seen.id });
    await second.until(({ data }) => /6\.25%|0\.0625/.test(data));
    expect(
      second.events.every(({ id: name }) => Number(name.split('-')[1]) > Number(seen.id.split('-')[1])),
    ).toBe(true);
  });

  it('sends all of it to a viewer of another process, or of none', async () => {
    await newStudy(site.store, 'anew', 3);
    const { body } = await open('/studies/anew');
    const sections = [...body.matchAll(/ id="([\w-]+)"/g)].map(([, id]) => id);
    for (const since of ['', '?since=deadbeef-99', '?since=nonsense', '?since=1;drop']) {
      using viewer = await watch(page(`/studies/anew/events${since}`));
      const { data } = await viewer.until(({ event }) => event === 'section');
      expect(sections).toContain(sectionOf({ data }).id);
    }
  });

  it('tells those who watch a study that is deleted', async () => {
    const { id } = await newStudy(site.store, 'doomed', 1);
    const { events } = await open('/studies/doomed');
    using viewer = await watch(events);
    await deleteStudy(site.store, id);
    expect((await viewer.until(({ event }) => event === 'stale')).data).toBe('There is no such study.');
    expect((await ask(page('/studies/doomed'))).status).toBe(404);
  });
});

describe('many viewers', () => {
  it('fifty of them all get what happens', async () => {
    const { id } = await newStudy(site.store, 'fifty', 3);
    const { events } = await open('/studies/fifty');
    const viewers = await Promise.all(Array.from({ length: 50 }, () => watch(events)));
    await claim(site.store, id, 0);
    await report(site.store, id, { trial: 0, epoch: 1, error: 0.75 });
    await Promise.all(viewers.map((viewer) => viewer.until(({ data }) => /75\.00%|0\.75/.test(data))));
    expect((await ask(page('/metrics'))).body).toMatch(/^ram_sweep_viewers 50$/m);
    for (const viewer of viewers) viewer[Symbol.dispose]();
    await expect.poll(async () => (await ask(page('/metrics'))).body).toMatch(/^ram_sweep_viewers 0$/m);
  });

  it('one too many gets an error, and the page itself is still shown', async () => {
    await newStudy(site.store, 'crowd', 1);
    const { events } = await open('/studies/crowd');
    const viewers = await Promise.all(Array.from({ length: 60 }, () => watch(events)));
    const refused = await ask(events);
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '60' } });
    expect(refused.body).toContain('Too many pages are being watched (60)');
    await open('/studies/crowd');
    for (const viewer of viewers) viewer[Symbol.dispose]();
  });

  it('pages that nobody watches make room for others', async () => {
    for (let filter = 0; filter < 150; filter += 1) await open(`/?page=${filter + 1}`);
  });
});
