import { findStudySummary, openReader, readTrials } from '@ram-sweep/store/read';
import { newTestDatabase, startTestNats, type TestDatabase, type TestNats } from '@ram-sweep/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../../faults/gate.js';
import { eventually, finish, Sandbox } from '../sandbox.js';
import { smallStudy, type PrintedTrial } from '../small-study.js';

describe('a sweep on servers of one’s own', () => {
  let sandbox: Sandbox;
  let nats: TestNats;
  let database: TestDatabase;

  const natsUrl = ({ user, password }: { user: string; password: string }): string =>
    nats.url.replace('//', `//${user}:${password}@`);

  beforeAll(async () => {
    [sandbox, database, nats] = await Promise.all([Sandbox.create(), newTestDatabase(), startTestNats()]);
  });

  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]();
    await nats.stop();
  });

  it('is joined by a worker that knows the NATS server alone, and leaves good-naturedly', async () => {
    await using gate = await Gate.at(1);
    const gated = sandbox.with(gate.env);
    const servers = ['--database', database.url, '--nats', natsUrl(nats.coordinator)];
    const file = await sandbox.writeStudy('own.yaml', smallStudy('own', { trials: 4, epochs: 3 }));
    const sweep = finish(
      gated.start('start', file, '--plain', '--workers', '1', '--threads', '1', ...servers),
    );
    const worker = gated.start('worker', '--nats', natsUrl(nats.worker), '--threads', '1');
    const left = finish(worker);

    const reader = await eventually('tables', () =>
      openReader({ url: database.readerUrl }).catch(() => null),
    );
    await eventually('two workers that train', async () => {
      const study = await findStudySummary(reader, 'own');
      const training = study ? await readTrials(reader, study.id, { states: ['running'] }) : [];
      return new Set(training.map((trial) => trial.worker)).size === 2;
    });
    await reader.close();
    worker.kill('SIGTERM');
    expect((await left).code).toBe(0);
    await gate.letAll();
    expect((await sweep).code).toBe(0);

    const trials = await sandbox.json<PrintedTrial[]>('trials', 'own', '--database', database.url);
    expect(trials.map(({ state, epochs }) => `${state} ${epochs}`)).toEqual(Array(4).fill('complete 3'));
  });

  it('is stopped and paused by who names its NATS server; others learn at once which it is', async () => {
    await using other = await startTestNats();
    await using gate = await Gate.at(1);
    const own = ['--database', database.url, '--nats', natsUrl(nats.coordinator)];
    const file = await sandbox.writeStudy('away.yaml', smallStudy('away', { trials: 2, epochs: 3 }));
    const started = await sandbox
      .with(gate.env)
      .run('start', file, '--detach', '--workers', '1', '--threads', '1', ...own);
    expect(started.code, started.stderr).toBe(0);
    const { user, password } = other.coordinator;
    const wrong = ['--database', database.url, '--nats', other.url.replace('//', `//${user}:${password}@`)];
    for (const command of ['pause', 'stop']) {
      const { code, stderr } = await sandbox.run(command, 'away', ...wrong);
      expect(code).toBe(4);
      expect(stderr).toContain(`its coordinator listens at ${nats.url}`);
      expect(stderr).toContain('--nats');
      expect(stderr).not.toContain(nats.coordinator.password);
    }
    // A home that knows nothing of the sweep, as on another machine.
    await using elsewhere = await Sandbox.create();
    await eventually('a coordinator', async () => {
      await using reader = await openReader({ url: database.readerUrl });
      return (await findStudySummary(reader, 'away'))?.hasCoordinator === true;
    });
    const { code, stderr } = await elsewhere.run('stop', 'away', ...wrong);
    expect(code).toBe(4);
    expect(stderr).toContain('its coordinator does not listen there');
    expect((await sandbox.run('stop', 'away', ...own)).code).toBe(0);
  });

  it('starts no server of ours', async () => {
    const { stdout } = await sandbox.run('down');
    expect(stdout).toContain('nothing was running');
  });

  it('says which server does not answer, and that it can be one of ours', async () => {
    const file = await sandbox.writeStudy('own.yaml', smallStudy('own-2'));
    const nowhere = ['--database', 'postgres://nobody@127.0.0.1:1/none', '--nats', natsUrl(nats.coordinator)];
    const { code, stderr } = await sandbox.run('start', file, '--plain', ...nowhere);
    expect(code).toBe(4);
    expect(stderr).toContain('127.0.0.1');
  });

  it('tells of a wrong password of NATS before it starts anything', async () => {
    const file = await sandbox.writeStudy('own.yaml', smallStudy('own-3'));
    const wrong = natsUrl({ user: nats.coordinator.user, password: 'not-this-one' });
    const { code, stderr } = await sandbox.run(
      'start',
      file,
      '--plain',
      '--database',
      database.url,
      '--nats',
      wrong,
    );
    expect(code).toBe(4);
    expect(stderr).toMatch(/NATS/);
    expect(stderr).not.toContain('not-this-one');
    expect(await sandbox.pids('coordinator')).toEqual([]);
  });

  it('tells of a wrong password of Postgres as of a server that is not to be had', async () => {
    const wrong = new URL(database.url);
    wrong.password = 'not-this-one';
    const { code, stderr } = await sandbox.run('studies', '--database', wrong.href);
    expect(code).toBe(4);
    expect(stderr).toMatch(/Postgres refused: password authentication failed/);
    expect(stderr).not.toContain('not-this-one');
  });
});
