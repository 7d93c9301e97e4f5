import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '@ram-sweep/store';
import { findStudySummary, openReader, readTrial, readTrials, type Reader } from '@ram-sweep/store/read';
import { newTestDatabase, startTestNats, type TestDatabase, type TestNats } from '@ram-sweep/testkit';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Gate } from '../../faults/gate.js';
import { asWorker } from '../../faults/on-servers.js';
import { eventually, finish, Sandbox } from '../sandbox.js';
import { curves, smallStudy } from '../small-study.js';

const SERVICE = ['--service', '--workers', '0'];
const TRAIN = ['--threads', '1', '--engine', 'onnx'];
/** Much longer than a service that is to stay would take to end. */
const STAYS_MS = 3_000;

function startWorker(sandbox: Sandbox, nats: TestNats) {
  const { servers, user, password } = asWorker(nats);
  const address = servers.replace('//', `//${user}:${password}@`);
  return sandbox.start('worker', '--nats', address, ...TRAIN);
}

/** What a container runs: `start --service`, told to end by SIGTERM and started again, with workers beside it. */
describe('a study that is run as a service', () => {
  let database: TestDatabase;
  let reader: Reader;

  beforeAll(async () => {
    database = await newTestDatabase();
    await (await openStore({ url: database.url })).close();
    reader = await openReader({ url: database.readerUrl, poolSize: 4 });
  });
  afterAll(() => reader?.close());

  const trialsOf = async (name: string) => {
    const study = await findStudySummary(reader, name);
    return study ? readTrials(reader, study.id, { sort: 'number' }) : [];
  };

  const stateOf = async (name: string) => (await findStudySummary(reader, name))?.state;

  it('is left to the next start when it is asked to end: its workers train on, in the same attempts', async () => {
    await using nats = await startTestNats();
    await using gate = await Gate.at(1);
    await using sandbox = await Sandbox.onServers(database.url, nats, gate.env);
    const study = await sandbox.writeStudy('moved.yaml', smallStudy('moved', { trials: 3, epochs: 4 }));
    const first = sandbox.start('start', study, ...SERVICE);
    const firstEnd = finish(first);
    const worker = startWorker(sandbox, nats);
    const workerEnd = finish(worker);
    await eventually('a trial at the gate', async () => (await trialsOf('moved'))[0]?.epochs === 1);
    first.kill('SIGTERM');
    const { code, stderr } = await firstEnd;
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('the study is left to the next coordinator');
    expect(await stateOf('moved')).toBe('active');
    expect((await trialsOf('moved'))[0]).toMatchObject({ state: 'running', attempt: 1 });
    await gate.letMore();

    const second = sandbox.start('start', study, ...SERVICE);
    const secondEnd = finish(second);
    await eventually(
      'an epoch that was trained meanwhile',
      async () => (await trialsOf('moved'))[0]!.epochs === 2,
    );
    await gate.letAll();
    await eventually('the end of the study', async () => (await stateOf('moved')) === 'complete');
    await sleep(STAYS_MS);
    expect(second.exitCode).toBeNull();
    second.kill('SIGTERM');
    const end = await secondEnd;
    expect(end.code, end.stderr).toBe(0);
    expect(end.stdout).toContain('study moved is complete: 3 of 3 trials');
    worker.kill('SIGTERM');
    expect((await workerEnd).code).toBe(0);
    expect((await trialsOf('moved')).map(({ attempt }) => attempt)).toEqual([1, 1, 1]);

    const undisturbed = await sandbox.writeStudy('calm.yaml', smallStudy('calm', { trials: 3, epochs: 4 }));
    const calm = await sandbox.run('start', undisturbed, '--plain', '--workers', '1', ...TRAIN);
    expect(calm.code, calm.stderr).toBe(0);
    expect(await curves(sandbox, 'moved')).toEqual(await curves(sandbox, 'calm'));
  });

  it('ends at once, and well, when it is asked to before it has begun, as while it waits for Postgres', async () => {
    await using sandbox = await Sandbox.create();
    const silent = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void silent.close());
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const servers = ['--database', `postgres://127.0.0.1:${port}/none`, '--nats', 'nats://127.0.0.1:1'];
    const service = sandbox.start('start', ...SERVICE, ...servers);
    const ended = finish(service);
    await once(silent, 'connection');
    service.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('stays when the study is complete already, and says what came out of it', async () => {
    await using nats = await startTestNats();
    await using sandbox = await Sandbox.onServers(database.url, nats);
    const study = await sandbox.writeStudy('over.yaml', smallStudy('over', { trials: 1, epochs: 1 }));
    expect((await sandbox.run('start', study, '--plain', '--workers', '1', ...TRAIN)).code).toBe(0);
    const service = sandbox.start('start', study, ...SERVICE);
    const ended = finish(service);
    let said = '';
    service.stdout!.on('data', (text: string) => (said += text));
    await eventually('what came out of it', () => Promise.resolve(said.includes('study over is complete')));
    await sleep(STAYS_MS);
    expect(service.exitCode).toBeNull();
    service.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  it('keeps a pause across a restart; what a person stopped it leaves alone until it is started again', async () => {
    await using nats = await startTestNats();
    await using gate = await Gate.at(1);
    await using sandbox = await Sandbox.onServers(database.url, nats, gate.env);
    const study = await sandbox.writeStudy('held.yaml', smallStudy('held', { trials: 2, epochs: 3 }));
    const first = sandbox.start('start', study, ...SERVICE);
    const firstEnd = finish(first);
    await eventually(
      'a coordinator',
      async () => (await findStudySummary(reader, 'held'))?.hasCoordinator === true,
    );
    expect((await sandbox.run('pause', 'held')).code).toBe(0);
    first.kill('SIGTERM');
    expect((await firstEnd).code).toBe(0);

    const second = sandbox.start('start', study, ...SERVICE);
    const secondEnd = finish(second);
    await eventually(
      'a coordinator',
      async () => (await findStudySummary(reader, 'held'))?.hasCoordinator === true,
    );
    expect(await stateOf('held')).toBe('paused');
    expect((await sandbox.run('resume', 'held')).code).toBe(0);
    const worker = startWorker(sandbox, nats);
    const workerEnd = finish(worker);
    await eventually('a trial at the gate', async () => (await trialsOf('held'))[0]?.epochs === 1);

    expect((await sandbox.run('stop', 'held')).code).toBe(0);
    await eventually('a stopped study', async () => (await stateOf('held')) === 'stopped');
    await sleep(STAYS_MS);
    expect(second.exitCode).toBeNull();
    expect(await stateOf('held')).toBe('stopped');
    second.kill('SIGTERM');
    expect((await secondEnd).code).toBe(0);

    await gate.letAll();
    const third = sandbox.start('start', study, ...SERVICE);
    const thirdEnd = finish(third);
    await eventually('the end of the study', async () => (await stateOf('held')) === 'complete');
    third.kill('SIGTERM');
    worker.kill('SIGTERM');
    expect((await thirdEnd).code).toBe(0);
    expect((await workerEnd).code).toBe(0);
    const { id } = (await findStudySummary(reader, 'held'))!;
    const trial = await readTrial(reader, id, 0);
    expect(trial!.attempts.map(({ outcome }) => outcome)).toEqual(['released', 'complete']);
  });
});
