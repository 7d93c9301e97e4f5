import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { findServices, freePort } from '@ram-sweep/services';
import { eventually, finish, type Sandbox } from '../../program/sandbox.js';
import { smallStudy, type PrintedTrial } from '../../program/small-study.js';
import { install, program } from '../installed.js';
import { Namespace } from '../namespace.js';
import { networkNamespaces } from '../needs.js';
import type { Check } from '../run-checks.js';

const STUDY = 'joined-by-token';
const TRIALS = 6;
/** Long enough that a token is revoked in mid-trial. */
const EPOCHS = 200;
const LEASE_S = 6;

type Trial = PrintedTrial & { readonly worker: string };

/**
 * A worker on another machine joins a sweep on embedded servers with the line that `--listen` prints: it trains a trial
 * to its end, and is cut off in the middle of another when its token is revoked.
 */
export const joinFromNamespace: Check = {
  name: 'join-from-namespace',
  needs: [networkNamespaces],
  run: async (tell) => {
    await using installed = await install();
    using namespace = await Namespace.create();
    const { sandbox } = installed;
    const far = (token: string): ChildProcess =>
      namespace.spawn(process.execPath, [program, 'worker', '--threads', '1', '--engine', 'onnx'], {
        RAM_SWEEP_HOME: join(sandbox.home, 'far'),
        RAM_SWEEP_JOIN: token,
      });

    const study = smallStudy(STUDY, { trials: TRIALS, epochs: EPOCHS });
    const file = await sandbox.writeStudy('study.yaml', study);
    const flags = ['--workers', '1', '--threads', '1', '--engine', 'onnx', '--lease', String(LEASE_S)];
    const sweep = finish(sandbox.start('start', file, '--plain', ...flags));
    await eventually('a trial in training', async () => (await running(sandbox)).length > 0);

    const port = await freePort();
    const listening = await sandbox.run('resume', STUDY, '--listen', `0.0.0.0:${port}`);
    assert.equal(listening.code, 0, listening.stderr);
    const token = tokenIn(listening.stdout);
    tell(`--listen 0.0.0.0 in mid-sweep: a token of ${token.length} characters`);
    await assertShut(namespace, sandbox, port);
    tell('on the cable Postgres and nats-server itself are out of reach; the listener is within it');

    const first = far(token);
    const left = finish(first);
    const trained = await eventually('a trial that the far worker has trained to its end', async () => {
      const trials = await trialsOf(sandbox, first.pid!);
      return trials.find(({ state }) => state === 'complete') ?? null;
    });
    assert.equal(trained.epochs, EPOCHS);
    tell(`trial ${trained.number} is trained to its end by the worker on the other side`);
    first.kill('SIGTERM');
    assert.equal((await left).code, 0);

    const added = await sandbox.run('tokens', 'add', 'far-side');
    const second = far(tokenIn(added.stdout));
    const refused = finish(second);
    const held = await eventually('a trial that the far worker trains', async () => {
      const trials = await trialsOf(sandbox, second.pid!);
      return trials.find(({ state, epochs }) => state === 'running' && epochs > 0) ?? null;
    });
    assert.equal((await sandbox.run('tokens', 'revoke', 'far-side')).code, 0);
    const { code, stderr } = await refused;
    assert.equal(code, 4, stderr);
    assert.match(stderr, /it was revoked/);
    tell(`its token is revoked in the middle of trial ${held.number}: the worker ends with ${code}`);
    assert.equal((await finish(far(tokenIn(added.stdout)))).code, 4, 'and is not let in again');

    const { code: ended, stdout } = await sweep;
    assert.equal(ended, 0, stdout);
    const trials = await sandbox.json<Trial[]>('trials', STUDY);
    assert.deepEqual(
      trials.map(({ state, epochs }) => [state, epochs]),
      Array.from({ length: TRIALS }, () => ['complete', EPOCHS]),
    );
    tell('the study completes, every trial with all of its epochs');
  },
};

const tokenIn = (text: string): string =>
  /^RAM_SWEEP_JOIN='([\w-]+)' .*\bram-sweep\S* worker$/m.exec(text)![1]!;

async function running(sandbox: Sandbox): Promise<Trial[]> {
  const trials = await sandbox.json<Trial[]>('trials', STUDY).catch((): Trial[] => []);
  return trials.filter(({ state, epochs }) => state === 'running' && epochs > 0);
}

/** Trials that the worker with this process id, which is part of its name, trains or has trained last. */
async function trialsOf(sandbox: Sandbox, pid: number): Promise<Trial[]> {
  const trials = await sandbox.json<Trial[]>('trials', STUDY);
  return trials.filter(({ worker }) => worker?.includes(`-${pid}-`));
}

/** Of this machine's servers the other side reaches the listener alone. */
async function assertShut(namespace: Namespace, sandbox: Sandbox, port: number): Promise<void> {
  const services = await findServices(sandbox.home);
  assert(services, 'the embedded servers run');
  const ports = [services.databaseUrl, services.nats.url].map((url) => Number(new URL(url).port));
  for (const shut of ports) assert.notEqual(await connects(namespace, shut), 0, `port ${shut} is shut`);
  assert.equal(await connects(namespace, port), 0, 'the listener answers');
}

/** Exit code of a program in the namespace that connects to a port of this machine. */
async function connects(namespace: Namespace, port: number): Promise<number | null> {
  const script = `require('net').connect(${port}, '${namespace.here}').on('connect', () => process.exit(0))`;
  return (await finish(namespace.spawn(process.execPath, ['-e', script], {}))).code;
}
