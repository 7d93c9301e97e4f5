import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from '../../program/sandbox.js';
import { smallStudy } from '../../program/small-study.js';
import { BrowserPage, type Look } from '../browser/browser-page.js';
import { DevTools } from '../browser/devtools.js';
import { install } from '../installed.js';
import { chromium, CHROMIUM } from '../needs.js';
import type { Check } from '../run-checks.js';

type Tell = (text: string) => void;

const STUDY = 'looked-at';
/** Where the pictures go, to be looked at by people. */
const pictures = fileURLToPath(new URL('../../../../pictures/', import.meta.url));

const LOOKS: readonly (Look & { readonly name: string })[] = [
  { name: 'light', width: 1280, height: 900 },
  { name: 'dark', width: 1280, height: 900, dark: true },
  { name: 'phone', width: 360, height: 760, phone: true },
  { name: 'phone-dark', width: 360, height: 760, phone: true, dark: true },
];

/** `serve` in a real browser: the page follows a study that trains, and leaves alone what its reader does meanwhile. */
export const livePageInChromium: Check = {
  name: 'live-page-in-chromium',
  needs: [chromium],
  run: async (tell) => {
    await using installed = await install();
    const { sandbox } = installed;
    await startStudies(sandbox);
    const server = await serve(sandbox, '0');
    await using tools = DevTools.start(CHROMIUM);
    const page = await BrowserPage.open(tools);
    await page.look(LOOKS[0]!);
    await page.goTo(`${server.url}studies/${STUDY}`);
    await follows(page, tell);
    await leavesAlone(page, tell);
    await fits(page, server.url, tell);
    await comesBack(page, sandbox, server, tell);
    assert.deepEqual(
      page.troubles.filter((trouble) => !trouble.includes('ERR_')),
      [],
      'the browser refused nothing',
    );
    await page.allowScripts(false);
    await worksWithoutScript(page, server.url, tell);
  },
};

/** One that is over, with finalists and controls, and one that trains for longer than it is looked at. */
async function startStudies(sandbox: Sandbox): Promise<void> {
  const extra = 'finalists: { top: 1, seeds: 2, controls: [random] }';
  const over = await sandbox.writeStudy('over.yaml', smallStudy('over', { trials: 4, epochs: 3, extra }));
  const started = await sandbox.run('start', over, '--plain', '--workers', '1', '--threads', '2');
  assert.equal(started.code, 0, started.stderr);
  const long = await sandbox.writeStudy('long.yaml', smallStudy(STUDY, { trials: 6, epochs: 5_000 }));
  const { code, stderr } = await sandbox.run('start', long, '--detach', '--workers', '1', '--threads', '2');
  assert.equal(code, 0, stderr);
}

interface Serving {
  readonly child: ChildProcess;
  readonly url: string;
}

/** Starts `serve`, and waits until it says where. */
async function serve(sandbox: Sandbox, port: string): Promise<Serving> {
  const child = sandbox.start('serve', '--port', port);
  child.stderr?.resume();
  for await (const line of createInterface({ input: child.stdout! })) {
    const [, url] = /(http:\/\/\S+)/.exec(line) ?? [];
    if (url !== undefined) return { child, url };
  }
  throw new Error('serve ended before it said where it serves');
}

async function follows(page: BrowserPage, tell: Tell): Promise<void> {
  await page.until(`document.querySelector('#live.on') !== null`);
  await page.until(`document.querySelector('#headline .best') !== null`);
  await page.evaluate(
    `window.sameDocument = true; window.epochs = document.querySelector('#progress').textContent`,
  );
  await page.until(`document.querySelector('#progress').textContent !== window.epochs`);
  assert.equal(await page.evaluate('window.sameDocument'), true, 'the page was not loaded again');
  const title = await page.evaluate<string>('document.title');
  assert.match(title, /^\d+\.\d\d% looked-at – ram-sweep$/);
  tell(`a section changed in the page as the study trained; its title is now "${title}"`);
}

/** What a reader does in a page stays as it is while the sections around it change. */
async function leavesAlone(page: BrowserPage, tell: Tell): Promise<void> {
  await page.evaluate(`(() => {
    document.querySelector('#study-file').open = true;
    document.querySelector('#trials').scrollIntoView();
    document.querySelector('#q').focus();
  })()`);
  await page.type('state=run');
  // Where it stands in the window: what grows above it makes the browser scroll.
  await page.evaluate(`(() => {
    window.place = () => Math.round(document.querySelector('#q').getBoundingClientRect().top);
    window.before = { row: document.querySelector('#rows tr'), place: place(), rows: document.querySelector('#rows').textContent };
  })()`);
  await page.until(`document.querySelector('#rows').textContent !== window.before.rows`);
  const kept = await page.evaluate<object>(`({
    open: document.querySelector('#study-file').open,
    row: document.querySelector('#rows tr') === window.before.row,
    moved: place() - window.before.place,
    typed: document.querySelector('#q').value,
    focus: document.activeElement.id,
  })`);
  assert.deepEqual(kept, { open: true, row: true, moved: 0, typed: 'state=run', focus: 'q' });

  await page.evaluate(`(() => {
    document.activeElement.blur();
    getSelection().selectAllChildren(document.querySelector('#progress .tiles'));
    window.selected = getSelection().toString();
    window.rows = document.querySelector('#rows').textContent;
  })()`);
  await page.until(`document.querySelector('#rows').textContent !== window.rows`);
  assert.equal(
    await page.evaluate('getSelection().toString() === window.selected'),
    true,
    'selected text stays',
  );
  await page.evaluate('getSelection().removeAllRanges()');
  await page.until(`document.querySelector('#progress .tiles').innerText !== window.selected`);
  tell('open details, the place in the page, typed and selected text stay while sections change');

  await page.evaluate(`document.querySelector('form[role=search]').requestSubmit()`);
  await page.until(`new URLSearchParams(location.search).get('q') === 'state=run'`);
  await page.until(`document.querySelector('#rows .state') !== null`);
  const states = await page.evaluate<string[]>(
    `[...document.querySelectorAll('#rows td .state')].map((one) => one.textContent.trim())`,
  );
  assert.deepEqual([...new Set(states)], ['● running']);
  tell('the filter leaves the running trials');
}

/** No page is wider than its window, at any look; what is seen goes into pictures. */
async function fits(page: BrowserPage, url: string, tell: Tell): Promise<void> {
  await mkdir(pictures, { recursive: true });
  const places = ['', `studies/${STUDY}?glimpses=1`, 'studies/over', 'compare?study=over&study=looked-at'];
  for (const [index, place] of places.entries()) {
    await page.goTo(`${url}${place}`);
    if (place.includes('glimpses'))
      await page.until(`document.querySelector('#glimpses .moving figure') !== null`);
    for (const look of LOOKS) {
      await page.look(look);
      const wide = await page.evaluate<string[]>(TOO_WIDE);
      assert.deepEqual(wide, [], `${place} fits into ${look.width} pixels`);
      const file = join(pictures, `${['studies', 'study', 'over', 'comparison'][index]!}-${look.name}.png`);
      await page.picture(file, { whole: true });
      assert((await stat(file)).size > 5_000, `${file} shows something`);
    }
  }
  await page.look(LOOKS[0]!);
  tell(
    `${places.length} pages fit into ${LOOKS.map(({ name, width }) => `${width} (${name})`).join(', ')} pixels`,
  );
}

/** The page itself where it can be scrolled sideways, and what reaches out of it. */
const TOO_WIDE = `(() => {
  const page = document.documentElement;
  if (page.scrollWidth <= innerWidth) return [];
  const out = [...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll'));
  return [page.scrollWidth + ' of ' + innerWidth, ...out.slice(0, 5).map((one) => one.outerHTML.slice(0, 120))];
})()`;

/** The light says that the server is unreachable, and the page continues when it is back. */
async function comesBack(
  page: BrowserPage,
  sandbox: Sandbox,
  { child, url }: Serving,
  tell: Tell,
): Promise<void> {
  await page.goTo(`${url}studies/${STUDY}`);
  await page.until(`document.querySelector('#live.on') !== null`);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  await page.until(`document.querySelector('#live.lost') !== null`);
  await serve(sandbox, new URL(url).port);
  await page.until(`document.querySelector('#live.on') !== null`);
  await page.evaluate(`window.epochs = document.querySelector('#progress').textContent`);
  await page.until(`document.querySelector('#progress').textContent !== window.epochs`);
  tell('without the server the page says "reconnecting"; with it again it continues');
}

async function worksWithoutScript(page: BrowserPage, url: string, tell: Tell): Promise<void> {
  await page.goTo(`${url}studies/over`);
  const shown = await page.evaluate<{ title: string; live: boolean; rows: number; seeds: string }>(`({
    title: document.querySelector('h1').textContent.trim(),
    live: document.querySelector('#live').checkVisibility(),
    rows: document.querySelectorAll('#rows tr').length,
    seeds: getComputedStyle(document.querySelector('#rows tr.seed')).display,
  })`);
  assert.deepEqual(
    { ...shown, title: shown.title.replace(/\s+/g, ' ') },
    { title: 'over complete', live: false, rows: shown.rows, seeds: 'none' },
  );
  assert(shown.rows > 4, 'the leaderboard is there');
  tell('without scripts the page is there, and says nothing of being live');
}
