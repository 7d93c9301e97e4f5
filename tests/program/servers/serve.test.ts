import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { eventually, finish, Sandbox } from '../sandbox.js';
import { smallStudy } from '../small-study.js';

/** As `ram-sweep --help` has them. */
const [OK, FAILURE, USAGE] = [0, 1, 2];

interface Serving {
  readonly child: ChildProcess;
  /** With a slash at its end. */
  readonly url: string;
}

/** Starts `ram-sweep serve` on a free port, and waits until it says where it is. */
async function serve(sandbox: Sandbox, ...args: string[]): Promise<Serving> {
  const child = sandbox.start('serve', '--port', '0', ...args);
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout! })) {
    const [, url] = /^serving (http:\S+)$/.exec(line) ?? [];
    if (url === undefined) continue;
    // It was paused with its last line, and a process is over once its outputs are read.
    child.stdout!.resume();
    return { child, url };
  }
  throw new Error('it ended without serving');
}

async function get<Value>(url: string): Promise<Value> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Value;
}

/** What the clock says differs from one look to the next. */
const withoutClock = (records: unknown): unknown =>
  JSON.parse(
    JSON.stringify(records, (key, value: unknown) =>
      ['driven', 'hasCoordinator', 'drivenSeconds'].includes(key) ? undefined : value,
    ),
  );

describe('in a home of its own', () => {
  it('waits for the first sweep, shows it, outlives its servers, and ends at once with those who watch', async () => {
    await using sandbox = await Sandbox.create();
    const { child, url } = await serve(sandbox);
    expect((await fetch(url)).status).toBe(503);
    expect(await (await fetch(url)).text()).toContain('The Postgres of this home does not run');
    expect(await sandbox.serverPids('postgres')).toEqual([]);

    const file = await sandbox.writeStudy('seen.yaml', smallStudy('seen', { trials: 2, epochs: 2 }));
    const started = await sandbox.run('start', file, '--plain', '--workers', '1');
    expect(started.code, started.stderr).toBe(OK);
    expect(await (await fetch(`${url}studies/seen`)).text()).toContain('seen');
    const metrics = await (await fetch(`${url}metrics`)).text();
    expect(metrics).toContain('ram_sweep_trials{study="seen",state="complete"} 2\n');

    const events = (await fetch(`${url}studies/seen/events`)).body!.getReader();
    expect((await sandbox.run('down')).code).toBe(OK);
    await eventually('that the page is stale', async () => (await textOf(events)).includes('event: stale'));
    expect(await (await fetch(`${url}metrics`)).text()).toContain('ram_sweep_stale 1\n');
    expect(await (await fetch(`${url}studies/seen`)).text()).toContain('seen');
    expect(await sandbox.serverPids('postgres')).toEqual([]);

    const ended = finish(child);
    child.kill('SIGTERM');
    for (;;) if (await isOver(events)) break;
    expect((await ended).code).toBe(OK);
    expect(await sandbox.leftovers()).toEqual([]);
  });

  it('starts the Postgres of a home that is down, for as long as it serves', async () => {
    await using sandbox = await Sandbox.create();
    const file = await sandbox.writeStudy('old.yaml', smallStudy('old', { trials: 1, epochs: 1 }));
    expect((await sandbox.run('start', file, '--plain', '--workers', '1')).code).toBe(OK);
    await sandbox.run('down');
    const { child, url } = await serve(sandbox);
    expect(await get<object[]>(`${url}api/studies`)).toMatchObject([{ name: 'old', state: 'complete' }]);
    expect(await sandbox.serverPids('nats-server')).toEqual([]);
    const ended = finish(child);
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    expect(await sandbox.leftovers()).toEqual([]);
  });
});

describe('its JSON', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await Sandbox.create();
    const finalists = 'finalists: { top: 1, seeds: 2, controls: [frozen] }';
    const file = await sandbox.writeStudy(
      'told.yaml',
      smallStudy('told', { trials: 3, epochs: 1, extra: finalists }),
    );
    expect((await sandbox.run('start', file, '--plain', '--workers', '1')).code).toBe(OK);
  });
  afterAll(() => sandbox?.[Symbol.asyncDispose]());

  it('is that of the commands', async () => {
    const { url } = await serve(sandbox);
    const studies = await sandbox.json<object[]>('studies');
    const same = async (path: string, expected: unknown) =>
      expect(withoutClock(await get(`${url}api/studies${path}`)), path).toEqual(withoutClock(expected));
    await same('', studies);
    await same('/told', studies[0]);
    await same('/told/best', await sandbox.json('best', 'told'));
    const trials = await sandbox.json<object[]>('trials', 'told');
    expect(trials.length).toBeGreaterThan(5);
    await same('/told/trials', trials);
    await same('/told/trials?limit=2&offset=1', trials.slice(1, 3));
    await same(
      '/told/trials?phase=finalist,control',
      await sandbox.json('trials', 'told', '--phase', 'finalist,control'),
    );
    await same('/told/trials/1', await sandbox.json('show', '1', 'told'));
  });
});

describe('is refused', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await Sandbox.create();
  });
  afterAll(() => sandbox?.[Symbol.asyncDispose]());

  it.each([
    [USAGE, '--host 0.0.0.0', /can be reached from other machines/],
    [USAGE, '--port 65536', /--port 65536: must be a whole number from 0 to 65535/],
    [USAGE, '--port x', /--port x: must be a whole number/],
    [USAGE, '--token-file /dev/null/none', /cannot read the token file/],
    [USAGE, '--database http://localhost/x', /must look like postgres:/],
    [USAGE, '--nats nats://', /--nats: the address of the NATS server is not a URL/],
    [FAILURE, '--host 192.0.2.1 --trust-proxy', /this machine does not have that address/],
  ])('%i: serve %s', async (code, flags, said) => {
    const ended = await sandbox.run('serve', ...flags.split(' '));
    expect(ended.stderr).toMatch(said);
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code, stdout: '' });
  });

  it('a port in use, with one that is free', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await sandbox.run('serve', '--port', String(port));
    other.close();
    expect(stderr).toMatch(
      new RegExp(`port ${port} of 127\\.0\\.0\\.1 is in use; \\d+ is free: --port \\d+`),
    );
    expect(code).toBe(FAILURE);
  });

  it('a token that is too short, from the environment or a file, without showing it', async () => {
    const file = join(sandbox.home, 'token');
    await writeFile(file, 'sesame\n');
    for (const ended of [
      await sandbox.with({ RAM_SWEEP_SERVE_TOKEN: 'sesame' }).run('serve'),
      await sandbox.run('serve', '--token-file', file),
    ]) {
      expect(ended.code).toBe(USAGE);
      expect(ended.stderr).toContain('a token has 16 to 512 characters');
      expect(ended.stderr).not.toContain('sesame');
    }
  });

  it.each([
    ['no line', '', 'its first line is empty'],
    ['a short one', 'sesame\r\n', 'a token has 16 to 512 characters'],
  ])('a token file with %s, by its name', async (_, content, said) => {
    const file = join(sandbox.home, 'named-token');
    await writeFile(file, content);
    const { code, stderr } = await sandbox.run('serve', '--token-file', file);
    expect(code).toBe(USAGE);
    expect(stderr).toContain(`no token in ${file}: ${said}`);
    expect(stderr).not.toContain('sesame');
  });
});

it('takes the token of a file from its first line, whatever breaks its lines', async () => {
  await using sandbox = await Sandbox.create();
  const file = join(sandbox.home, 'token');
  await writeFile(file, 'sesame-open-yourself\r\nfor the cave\r\n');
  const { url } = await serve(sandbox, '--token-file', file);
  const headers = { authorization: 'Bearer sesame-open-yourself' };
  expect((await fetch(`${url}metrics`)).status).toBe(401);
  expect((await fetch(`${url}metrics`, { headers })).status).toBe(200);
});

it('says at which addresses other machines find it, where it listens at all of them', async () => {
  await using sandbox = await Sandbox.create();
  for (const host of ['0.0.0.0', '::']) {
    const { url } = await serve(sandbox, '--host', host, '--trust-proxy');
    expect(new URL(url).hostname).not.toMatch(/^(0\.0\.0\.0|\[::\])$/);
    expect((await fetch(`${url}healthz`)).status).toBe(200);
  }
});

type Events = ReadableStreamDefaultReader<Uint8Array>;

const textOf = async (events: Events): Promise<string> =>
  new TextDecoder().decode((await events.read()).value);

const isOver = (events: Events): Promise<boolean> =>
  events.read().then(
    ({ done }) => done,
    () => true,
  );
