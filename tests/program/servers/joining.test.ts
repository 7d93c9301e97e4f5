import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { decodeJoinToken } from '@ram-sweep/protocol/join-token';
import { freePort } from '@ram-sweep/services';
import type { TrialRow } from '@ram-sweep/store/read';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { Gate } from '../../faults/gate.js';
import { LONG_STEPS, untilMidStep } from '../../faults/mid-step.js';
import { eventually, finish, Sandbox } from '../sandbox.js';
import { curves, smallStudy, type PrintedTrial } from '../small-study.js';

/*
 * A sweep on its embedded servers, and workers with another home, as on another machine. What needs a network between
 * them is a check of `npm run test:host`.
 */
const STUDY = 'joined';
const SIZE = { trials: 6, epochs: 3 };

let home: Sandbox;
let far: Sandbox;
let gate: Gate;
let port: number;
let address: string;

beforeAll(async () => {
  [home, far, gate, port] = [
    await Sandbox.create(),
    await Sandbox.create(),
    await Gate.at(1),
    await freePort(),
  ];
  address = `127.0.0.1:${port}`;
  const file = await home.writeStudy('study.yaml', smallStudy(STUDY, SIZE));
  const flags = ['--detach', '--workers', '1', '--threads', '1', '--lease', '6'];
  const { code, stderr } = await home.with(gate.env).run('start', file, ...flags);
  expect(code, stderr).toBe(0);
  await training(1);
});
afterAll(async () => {
  await far?.[Symbol.asyncDispose]();
  await home?.[Symbol.asyncDispose]();
  await gate?.[Symbol.asyncDispose]();
});

/** Waits until so many workers train and wait at the gate. */
async function training(workers: number): Promise<TrialRow[]> {
  return eventually(`${workers} workers that train`, async () => {
    const trials = await home.readTrials(STUDY);
    const running = trials.filter(({ state, epochs }) => state === 'running' && epochs === gate.epochs);
    return new Set(running.map(({ worker }) => worker)).size === workers ? running : null;
  });
}

const tokenIn = (text: string): string =>
  /^RAM_SWEEP_JOIN='(rsj1_[\w-]+)' .*\bram-sweep\S* worker$/m.exec(text)![1]!;

const joinWith = (token: string) =>
  far.with({ ...gate.env, RAM_SWEEP_JOIN: token }).start('worker', '--threads', '1', '--engine', 'onnx');

it('before that it takes nobody, and says how it would', async () => {
  const { code, stderr } = await home.run('tokens', 'add');
  expect(code).toBe(4);
  expect(stderr).toMatch(/does not listen for workers on other machines .*--listen 0\.0\.0\.0/s);
});

it('a port in use is reported before anything is changed', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  onTestFinished(() => void squatter.close());
  const taken = (squatter.address() as { port: number }).port;
  const nats = await home.serverPids('nats-server');
  const { code, stderr } = await home.run('resume', STUDY, '--listen', `127.0.0.1:${taken}`);
  expect(code).toBe(4);
  expect(stderr).toContain(`port ${taken} is in use by another program; choose another: --listen`);
  expect(await home.serverPids('nats-server')).toEqual(nats);
});

it.each([
  ['settings', 2, 'notify.stallMinutes is -5; allowed: a number from 1 to 10080', [STUDY]],
  ['another target', 2, 'target 1 of --notify: ntfy: must be an http', [STUDY, '--notify', 'ntfy=ftp://x']],
  ['a study that is not there', 3, 'nobody', ['nobody']],
  ['a change that a running sweep forbids', 1, 'is running', [STUDY, '--trials', '+1']],
])('opens no port where %s would be refused', async (what, expected, message, words) => {
  const settings = join(home.home, 'settings.yaml');
  await writeFile(settings, what === 'settings' ? 'notify: { stallMinutes: -5 }' : '');
  onTestFinished(() => rm(settings));
  const { code, stdout, stderr } = await home.run('resume', ...words, '--listen', address);
  expect(stderr).toContain(message);
  expect(code).toBe(expected);
  expect(stdout).toBe('');
  expect((await home.run('tokens')).stderr).toContain('does not listen for workers on other machines');
});

it('opens no port for a study file that contradicts the study of its name', async () => {
  const file = await home.writeStudy('other.yaml', smallStudy(STUDY, { ...SIZE, epochs: 4 }));
  const { code, stdout, stderr } = await home.run('start', file, '--listen', address);
  expect(stderr).toContain(`study ${STUDY} exists already, with other values`);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect((await home.run('tokens')).stderr).toContain('does not listen for workers on other machines');
});

it('starts nats-server again with TLS in the middle of a sweep, which loses nothing, and prints a line to paste', async () => {
  const before = await home.serverPids('nats-server');
  const { code, stdout, stderr } = await home.run('resume', STUDY, '--listen', address);
  expect(code, stderr).toBe(0);
  expect(stdout).toContain(
    `workers on other machines may join at ${address} (reachable only from this machine`,
  );
  expect(stdout).toMatch(/tokens show token-1 prints it again/);
  expect(stdout).toContain(`study ${STUDY} continues`);
  expect(await home.serverPids('nats-server')).not.toEqual(before);

  await gate.letMore();
  await training(1);
  const [trial] = await home.json<{ attempts: unknown[] }[]>('trials', STUDY, '--state', 'running');
  expect(trial).toMatchObject({ attempt: 1 });
  const worker = joinWith(tokenIn(stdout));
  const left = finish(worker);
  const both = await training(2);
  expect(both.filter(({ worker: name }) => name?.includes(`-${worker.pid}-`))).toHaveLength(1);
  worker.kill('SIGTERM');
  expect((await left).code).toBe(0);
});

it('a worker whose token is revoked in mid-training ends with a reason, and its trial continues elsewhere', async () => {
  const { stdout } = await home.run('tokens', 'add', 'gpu-box');
  expect(stdout.trim().split('\n')).toHaveLength(1);
  const token = tokenIn(stdout);
  expect(tokenIn((await home.run('tokens', 'show', 'gpu-box')).stdout)).toBe(token);
  const left = finish(joinWith(token));
  const held = (await training(2)).map(({ number }) => number);
  expect((await home.run('tokens')).stdout).toMatch(/^gpu-box .*127\.0\.0\.1:\d+ +[\w.-]+ +–$/m);

  const revoked = await home.run('tokens', 'revoke', 'gpu-box');
  expect(revoked.stdout).toContain('token gpu-box is revoked');
  const { code, stderr } = await left;
  expect(code).toBe(4);
  expect(stderr).toContain('does not accept this join token any more: it was revoked; print a new one');
  expect(stderr).not.toContain(token);
  // Another try gets the same answer at once.
  expect(await finish(joinWith(token))).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('was revoked'),
  });

  await gate.letAll();
  await home.untilComplete(STUDY);
  const trials = await home.json<PrintedTrial[]>('trials', STUDY);
  expect(trials.map(({ state }) => state)).toEqual(Array(SIZE.trials).fill('complete'));
  expect(trials.filter(({ number, attempt }) => held.includes(number) && attempt > 1)).toHaveLength(1);
});

it('every number is that of a study that nobody joined', async () => {
  const file = await home.writeStudy('alone.yaml', smallStudy('alone', SIZE));
  const { code } = await home.run(
    'start',
    file,
    '--plain',
    '--workers',
    '1',
    '--threads',
    '1',
    '--engine',
    'onnx',
  );
  expect(code).toBe(0);
  expect(await curves(home, STUDY)).toEqual(await curves(home, 'alone'));
});

it('a worker whose token is revoked while its threads compute ends with that reason too', async () => {
  const study = {
    name: 'endless',
    dataset: { name: 'glyphs', train: 600, test: 100 },
    trials: 2,
    space: { std: { distribution: 'log-uniform', low: 0.03, high: 0.3 } },
    config: LONG_STEPS,
  };
  const file = await home.writeStudy('endless.yaml', JSON.stringify(study));
  expect((await home.run('start', file, '--detach', '--workers', '0')).code).toBe(0);
  const token = tokenIn((await home.run('tokens', 'add', 'short-lived')).stdout);
  const worker = far.with({ RAM_SWEEP_JOIN: token }).start('worker', '--threads', '2', '--engine', 'onnx');
  const left = finish(worker);
  await using reader = await home.openReader();
  await untilMidStep(reader, worker, 2);
  await home.run('tokens', 'revoke', 'short-lived');
  const { code, stderr } = await left;
  expect(stderr).toContain('does not accept this join token any more: it was revoked');
  expect(stderr).not.toContain('terminate called');
  expect(code).toBe(4);
  expect((await home.run('stop', 'endless')).code).toBe(0);
});

it('lists its tokens without their secrets', async () => {
  await home.run('tokens', 'add', 'lab', '--address', 'sweeps.example.org');
  const tokens = await home.json<object[]>('tokens');
  expect(tokens).toEqual([
    {
      name: 'token-1',
      createdAt: expect.any(String),
      addresses: [address],
      hosts: [],
      lastLeft: expect.any(String),
    },
    {
      name: 'lab',
      createdAt: expect.any(String),
      addresses: ['sweeps.example.org:4222'],
      hosts: [],
      lastLeft: null,
    },
  ]);
  const listed = await home.run('tokens');
  expect(listed.stdout).toMatch(/^token-1 .*127\.0\.0\.1:\d+/m);
  expect(listed.stderr).toMatch(/the line to paste on another machine: `.*ram-sweep\S* tokens show NAME`/);
  const added = await home.json<{ join: string }>('tokens', 'add', 'script');
  expect(tokenIn(`RAM_SWEEP_JOIN='${added.join}' ram-sweep worker`)).toBe(added.join);
});

it.each([
  [['revoke'], 2, 'which token is to be revoked?'],
  [['revoke', 'nobody'], 3, 'there is no token nobody'],
  [['add', 'lab'], 2, 'there is a token lab already'],
  [['add', '-'], 2, 'cannot be the name of a token'],
  [['dance'], 2, 'must be one of list, add, show, revoke, close'],
  [['close', 'lab'], 2, 'takes no name'],
  [['revoke', 'lab', '--address', 'x'], 2, '--address goes with add'],
  [['add', 'x', '--address', 'http://x'], 2, 'write HOST or HOST:PORT'],
])('tokens %j ends with %i', async (words, expected, message) => {
  const { code, stderr } = await home.run('tokens', ...words);
  expect(stderr).toContain(message);
  expect(code).toBe(expected);
});

it('tells a token that was cut short from one that is wrong, and neither shows it', async () => {
  const token = tokenIn((await home.run('tokens', 'show', 'token-1')).stdout);
  const cut = await finish(joinWith(token.slice(0, -20)));
  expect(cut).toMatchObject({ code: 2, stderr: expect.stringContaining('the join token was cut short') });
  const wrong = await finish(joinWith('nats://host'));
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('this is not a join token') });
  expect(cut.stderr).not.toContain(token.slice(0, 40));
  const two = await far.with({ RAM_SWEEP_JOIN: token }).run('worker', '--nats', 'nats://127.0.0.1:1');
  expect(two).toMatchObject({ code: 2, stderr: expect.stringContaining('name two servers to join') });
});

it('stays listening when its servers are started again, until `--listen off` or `tokens close`', async () => {
  const down = await home.run('down');
  expect(down.stdout).toContain('listener, postgres and nats-server');
  expect(await home.leftovers()).toEqual([]);
  const gone = await finish(joinWith(tokenIn((await home.run('tokens', 'show', 'token-1')).stdout)));
  expect(gone.code).toBe(4);
  expect(gone.stderr).toMatch(/no address of this join token leads to its machine: .* refuses connections/);

  const again = await home.run('resume', STUDY);
  // It is complete, so no sweep is started that could be joined.
  expect(again.stderr).not.toContain('may join');
  const findings = async () => home.json<{ what: string; ok: boolean; detail: string }[]>('doctor');
  const joining = async () => (await findings()).find(({ what }) => what === 'other machines');
  expect(await joining()).toMatchObject({ ok: true, detail: `may join at ${address}; 3 tokens` });
  expect((await home.run('resume', STUDY, '--listen', 'off')).stdout).toContain('cannot join any more');
  const closed = { ok: false, detail: expect.stringContaining('does not listen any more') };
  expect(await joining()).toMatchObject(closed);

  // Of its tokens the newest has an address of its own, which need not lead to the one that is printed.
  await home.run('resume', STUDY, '--listen', address);
  await home.run('tokens', 'add', 'cloud', '--address', 'sweeps.example.org');
  const { stdout } = await home.run('resume', STUDY, '--listen', address);
  expect(stdout).toContain('paste this line (script, a secret)');
  expect(decodeJoinToken(tokenIn(stdout)).addresses).toEqual([address]);

  const close = await home.run('tokens', 'close');
  expect(close).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^workers .* cannot join any more.*\n$/),
  });
  expect(await joining()).toMatchObject(closed);
  expect(await home.run('tokens', 'close')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('nothing to close'),
  });
});

it('does not listen for a NATS server of your own', async () => {
  const file = await far.writeStudy('own.yaml', smallStudy('own'));
  const { code, stderr } = await far.run(
    'start',
    file,
    '--nats',
    'nats://127.0.0.1:1',
    '--listen',
    '0.0.0.0',
  );
  expect(code).toBe(2);
  expect(stderr).toContain('--listen is for the embedded nats-server');
});
