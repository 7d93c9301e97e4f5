import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestReceiver, type TestReceiver } from '@ram-sweep/testkit';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { send, testEvent, type Outcome } from '@ram-sweep/notify';
import { targetSchema, type Target } from '../src/settings/target.js';

const event = testEvent('test.1', new Date('2026-11-28T12:00:00Z'));
const { signal: never } = new AbortController();

const sendTo = (target: object, patienceMs = 60_000, signal = never): Promise<Outcome> =>
  send(targetSchema.parse(target), event, { patienceMs, signal });

describe('a receiver', () => {
  let receiver: TestReceiver;
  beforeEach(async () => {
    receiver = await startTestReceiver();
  });
  afterEach(() => receiver[Symbol.asyncDispose]());

  const post = (patienceMs?: number) => sendTo({ kind: 'webhook', url: `${receiver.url}/hook` }, patienceMs);

  test('gets the event by POST, as JSON', async () => {
    expect(await post()).toMatchObject({ kind: 'delivered', reason: 'status 200' });
    expect(receiver.requests).toMatchObject([
      { path: '/hook', headers: { 'content-type': 'application/json' }, body: event },
    ]);
  });

  test.each([
    [204, 'delivered'],
    [401, 'failed'],
    [404, 'failed'],
    [408, 'failed'],
    [500, 'failed'],
    [503, 'failed'],
    [400, 'refused'],
    [413, 'refused'],
    [410, 'gone'],
  ])('that answers %i: %s', async (status, kind) => {
    receiver.answer({ status });
    expect(await post()).toMatchObject({ kind, reason: `status ${status}` });
  });

  test.each([
    ['7', 7_000],
    ['0.5', 500],
    ['1000000', 3_600_000],
    ['soon', null],
  ])('may say when to come again: after %s', async (after, retryAfterMs) => {
    receiver.answer({ status: 429, headers: { 'retry-after': after } });
    expect(await post()).toMatchObject({ kind: 'failed', retryAfterMs });
  });

  test('that redirects is not followed', async () => {
    await using elsewhere = await startTestReceiver();
    for (const status of [301, 302, 307, 308]) {
      receiver.answer({ status, headers: { location: `${elsewhere.url}/hook` } });
      expect(await post()).toMatchObject({ kind: 'failed', reason: expect.stringContaining('redirects') });
    }
    expect(elsewhere.requests).toEqual([]);
    expect(receiver.requests).toHaveLength(4);
  });

  test('that never answers is given up in time', async () => {
    receiver.answer('never');
    expect(await post(500)).toMatchObject({ kind: 'failed', reason: 'no answer within 0.5 s' });
  });

  test('that answers for ever has answered, and is not listened to for long', async () => {
    receiver.answer('forever');
    const { kind, answer } = await post();
    expect(kind).toBe('delivered');
    expect(answer).toMatch(/^(and so on )+/);
    expect(answer.length).toBeLessThanOrEqual(1_000);
  });

  test('that sends headers for ever is given up in time', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('HTTP/1.1 200 OK\r\n');
      const more = setInterval(() => socket.write('a: b\r\n'), 100);
      socket.on('close', () => clearInterval(more));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const sent = await sendTo({ kind: 'webhook', url: `http://127.0.0.1:${port}` }, 500);
    expect(sent).toMatchObject({ kind: 'failed', reason: 'no answer within 0.5 s' });
  });

  test('that is not there is a failure that names no address', async () => {
    await receiver.stop();
    expect(await post()).toEqual({
      kind: 'failed',
      reason: 'connection refused (ECONNREFUSED)',
      retryAfterMs: null,
      answer: '',
    });
  });

  test('that speaks no HTTP, or no TLS, is a failure in words', async () => {
    const { port } = new URL(receiver.url);
    const tls = await sendTo({ kind: 'webhook', url: `https://127.0.0.1:${port}` });
    expect(tls).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/^no TLS is spoken there/) });
    const server = createServer((socket) => void socket.end('220 mail.example ESMTP\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const mail = await sendTo({
      kind: 'webhook',
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
    expect(mail.reason).toMatch(/^the answer is not HTTP \(HPE_/);
    expect(await sendTo({ kind: 'webhook', url: 'http://127.0.0.1:6000' })).toMatchObject({
      reason: 'nothing is sent to this port, which another protocol has',
    });
  });

  test('is left when we have to go', async () => {
    receiver.answer('never');
    const leave = new AbortController();
    const sent = sendTo({ kind: 'webhook', url: receiver.url }, 60_000, leave.signal);
    await expect.poll(() => receiver.requests.length).toBe(1);
    leave.abort();
    expect(await sent).toMatchObject({ kind: 'failed' });
  });
});

describe('a program', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ram-sweep-notify-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const programOf = async (script: string, ...args: string[]) => {
    const file = join(folder, 'tell.sh');
    await writeFile(file, script);
    return { kind: 'program', run: ['/bin/sh', file, ...args] };
  };
  const run = async (script: string, patienceMs?: number, ...args: string[]): Promise<Outcome> =>
    sendTo(await programOf(script, ...args), patienceMs);

  /** Starts another, and writes the ids of both to a file. */
  const hangs = () => {
    const pids = join(folder, 'pids');
    return { pids, script: `sleep 1000 & echo $$ $! > ${pids}.new; mv ${pids}.new ${pids}; wait` };
  };

  test('gets the event as one line of JSON on standard input, and its arguments as they are', async () => {
    const out = join(folder, 'out');
    const argument = '$(id) `id` ; rm';
    expect(await run(`cat > ${out}; printf %s "$1" >> ${out}`, undefined, argument)).toMatchObject({
      kind: 'delivered',
      reason: 'exit code 0',
    });
    const [line, rest] = (await readFile(out, 'utf8')).split('\n');
    expect(JSON.parse(line!)).toEqual(event);
    expect(rest).toBe(argument);
  });

  test('that reads nothing may succeed all the same', async () => {
    expect(await run('exit 0')).toMatchObject({ kind: 'delivered' });
  });

  test('that fails says why', async () => {
    expect(await run('echo no display >&2; exit 3')).toMatchObject({
      kind: 'failed',
      reason: 'exit code 3',
    });
  });

  test('that hangs is killed, and what it has started too', async () => {
    const { pids, script } = hangs();
    expect(await run(script, 2_000)).toMatchObject({ kind: 'failed', reason: 'no answer within 2 s' });
    for (const pid of await readPids(pids)) await expect.poll(() => isAlive(pid)).toBe(false);
  });

  test('that hangs does not outlive the coordinator, even one that is killed', async () => {
    const { pids, script } = hangs();
    const target = targetSchema.parse(await programOf(script));
    const coordinator = spawn(process.execPath, ['--input-type=module', '--eval', sender(target)]);
    onTestFinished(() => void coordinator.kill('SIGKILL'));
    await expect.poll(() => existsSync(pids)).toBe(true);
    const started = await readPids(pids);
    expect(await Promise.all(started.map(isAlive))).toEqual([true, true]);
    coordinator.kill('SIGKILL');
    for (const pid of started) await expect.poll(() => isAlive(pid)).toBe(false);
  });

  test('that is not there is a failure', async () => {
    const sent = await sendTo({ kind: 'program', run: [join(folder, 'none')] });
    expect(sent).toMatchObject({ kind: 'failed', reason: 'cannot be started: ENOENT' });
  });
});

/** A program that sends a notification, and waits for its end for an hour. */
const sender = (target: Target) => `
  import { send, testEvent } from ${JSON.stringify(new URL('../dist/index.js', import.meta.url).href)};
  const { signal } = new AbortController();
  const event = testEvent('test.1', new Date());
  await send(${JSON.stringify(target)}, event, { patienceMs: 3_600_000, signal });
`;

const readPids = async (file: string): Promise<number[]> =>
  (await readFile(file, 'utf8')).trim().split(' ').map(Number);

/** A process that is dead and not collected yet counts as gone. */
async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) [ZX] /.test(stat);
}
