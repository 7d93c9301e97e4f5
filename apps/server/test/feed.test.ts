import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openStore, type Store } from '@ram-sweep/store';
import { newTestDatabase } from '@ram-sweep/testkit';
import type { RenderedPage } from '@ram-sweep/web';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { Feeds } from '../src/feeds/feeds.js';
import type { WatchedPage } from '../src/feeds/feed.js';
import { Source } from '../src/source.js';
import { usualTiming, type Timing } from '../src/timing.js';
import { held } from './held.js';
import { claim, newStudy } from './studies.js';
import { watch, type Watching } from './watch.js';

let store: Store;
let readerUrl: string;

beforeAll(async () => {
  const database = await newTestDatabase();
  ({ readerUrl } = database);
  store = await openStore({ url: database.url });
});
afterAll(() => store?.close());

/** Feeds of one page behind a real port. */
async function serveFeeds(
  page: WatchedPage,
  timing: Partial<Timing>,
): Promise<{ url: string; feeds: Feeds }> {
  const source = new Source(() => Promise.resolve({ url: readerUrl }));
  const feeds = new Feeds(source, { ...usualTiming, lookMs: 20, ...timing }, 100);
  const server = createServer((_, response: ServerResponse) => feeds.join('page', page, response, ''));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    feeds.close();
    server.close();
    server.closeAllConnections();
    await source.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, feeds };
}

/** A page that is new at every look, of so many bytes, and counts how often it is drawn. */
function restlessPage(bytes: number): WatchedPage & { drawn: number } {
  const page = {
    drawn: 0,
    studies: [],
    mark: () => String(page.drawn),
    draw: async () => {
      page.drawn += 1;
      const html = `<p id="all">${page.drawn} ${'x'.repeat(bytes)}</p>`;
      return { title: 'restless', root: './', sections: [{ id: 'all', html }] };
    },
  };
  return page;
}

const numberIn = (data: string): number => Number(/>(\d+) /.exec(data)?.[1]);

it('a page is drawn once for all who watch it, and not at all while nothing happens or nobody does', async () => {
  const { id } = await newStudy(store, 'quiet', 3);
  let drawn = 0;
  const page: WatchedPage = {
    studies: ['quiet'],
    draw: async () => {
      drawn += 1;
      return { title: 'quiet', root: './', sections: [{ id: 'all', html: `<p id="all">${drawn} </p>` }] };
    },
  };
  const { url } = await serveFeeds(page, { beatMs: 20, rereadMs: 1e9 });
  const viewers = await Promise.all(Array.from({ length: 50 }, () => watch(url)));
  const all = (what: (viewer: Watching) => Promise<unknown>) => Promise.all(viewers.map(what));
  await all((viewer) => viewer.until(({ data }) => numberIn(data) === 1));
  await expect.poll(() => viewers[0]!.comments()).toBeGreaterThan(5);
  expect(drawn).toBe(1);
  await claim(store, id, 0);
  await all((viewer) => viewer.until(({ data }) => numberIn(data) === 2));
  expect(drawn).toBe(2);
  for (const viewer of viewers) viewer[Symbol.dispose]();
  await claim(store, id, 1);
  using late = await watch(url);
  await late.until(({ data }) => numberIn(data) === 3);
  expect(drawn).toBe(3);
});

const drawing = (text: string): RenderedPage => ({
  title: 'in parts',
  root: './',
  sections: [{ id: 'all', html: `<p id="all">${text}</p>` }],
});

it('a page is first shown in part where the rest takes long, and whole to those who wait; then it stays whole', async () => {
  const { id } = await newStudy(store, 'in-parts', 3);
  const [rest, later] = [held(), held()];
  const waits = [rest.over, later.over];
  const page: WatchedPage = {
    studies: ['in-parts'],
    draw: async (_, tell) => {
      tell(drawing('a part'));
      await waits.shift();
      return drawing(`whole, ${waits.length} to come`);
    },
  };
  const { url, feeds } = await serveFeeds(page, {});
  const shown = async () => (await feeds.draw('page', page)).page.sections[0]!.html;
  expect(await shown()).toBe('<p id="all">a part</p>');
  expect(await shown()).toBe('<p id="all">a part</p>');
  using viewer = await watch(url);
  await viewer.until(({ data }) => data.includes('a part'));
  rest.end();
  await viewer.until(({ data }) => data.includes('whole, 1 to come'));
  await claim(store, id, 0);
  await expect.poll(() => waits.length).toBe(0);
  // Those who ask now wait for the next that is whole.
  const next = shown();
  expect(await Promise.race([next, sleep(100, 'nothing yet')])).toBe('nothing yet');
  later.end();
  expect(await next).toBe('<p id="all">whole, 0 to come</p>');
  await viewer.until(({ data }) => data.includes('whole, 0 to come'));
});

it('a page whose study is gone is shown to nobody who comes next, however lately it was drawn', async () => {
  await newStudy(store, 'gone', 3);
  let isThere = true;
  const seen = { title: 'gone', root: './', sections: [{ id: 'all', html: '<p id="all">there</p>' }] };
  const page: WatchedPage = {
    studies: ['gone'],
    mark: () => String(isThere),
    draw: () => Promise.resolve(isThere ? seen : null),
  };
  const { url, feeds } = await serveFeeds(page, { lookMs: 600_000 });
  expect((await feeds.draw('page', page)).page).toBe(seen);
  isThere = false;
  using viewer = await watch(url);
  await viewer.until(({ event }) => event === 'stale');
  await expect(feeds.draw('page', page)).rejects.toThrow('There is no such study.');
});

/** A client that asks and does not read. */
function openDeaf(url: string): Socket {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
  socket.on('error', () => undefined);
  socket.pause();
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  return socket;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What buffers hold once what nobody needs is collected. */
function heldBytes(): number {
  collect();
  return process.memoryUsage().arrayBuffers;
}

it('what waits for a viewer that never reads does not grow', async () => {
  const bytes = 1_000_000;
  const page = restlessPage(bytes);
  const { url } = await serveFeeds(page, { stallMs: 1e9 });
  const deaf = openDeaf(url);
  using reading = await watch(url);
  await reading.until(({ data }) => numberIn(data) >= 10);
  reading.forget();
  const before = heldBytes();
  const from = page.drawn;
  await reading.until(({ data }) => numberIn(data) >= from + 30);
  reading.forget();
  // Thirty pages were sent meanwhile; the deaf one has some of the first, and the newest is kept.
  expect(heldBytes() - before).toBeLessThan(10 * bytes);
  deaf.destroy();
});

it('a viewer that never reads is cut off', async () => {
  const bytes = 1_000_000;
  const { url, feeds } = await serveFeeds(restlessPage(bytes), { stallMs: 1_000, beatMs: 100 });
  const deaf = openDeaf(url);
  await expect.poll(() => feeds.viewers).toBe(1);
  using reading = await watch(url);
  await reading.until(({ data }) => numberIn(data) >= 2);
  await expect.poll(() => feeds.viewers).toBe(1);
  deaf.resume();
  let received = 0;
  deaf.on('data', (chunk) => (received += chunk.length));
  await new Promise<void>((resolve) => deaf.once('close', () => resolve()));
  expect(received).toBeLessThan(10 * bytes);
});

it('a viewer that is slow gets the newest state once it can take it, not all that came before', async () => {
  const page = restlessPage(300_000);
  const { url } = await serveFeeds(page, {});
  const slow = openDeaf(url);
  using reading = await watch(url);
  await reading.until(({ data }) => numberIn(data) >= 60);
  const numbers: number[] = [];
  let text = '';
  slow.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk.replaceAll(/x+/g, '');
    numbers.splice(0, numbers.length, ...[...text.matchAll(/>(\d+) /g)].map(([, digits]) => Number(digits)));
  });
  slow.resume();
  await expect.poll(() => numbers.at(-1)).toBeGreaterThanOrEqual(60);
  expect(numbers.filter((number) => number < 60).length).toBeLessThan(40);
  slow.destroy();
});
