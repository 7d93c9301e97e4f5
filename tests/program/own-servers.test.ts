import { startTestNats, startTestPostgres, type TestNats, type TestPostgres } from '@ram-sweep/testkit';
import { findStudySummary, openReader, readWorkers } from '@ram-sweep/store/read';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, finish, Sandbox } from './sandbox.js';
import { smallStudy, type PrintedTrial } from './small-study.js';

describe('a sweep on servers of one’s own', () => {
  let sandbox: Sandbox;
  let postgres: TestPostgres;
  let nats: TestNats;
  let database: string;

  const natsUrl = ({ user, password }: { user: string; password: string }): string =>
    nats.url.replace('//', `//${user}:${password}@`);

  beforeAll(async () => {
    [sandbox, postgres, nats] = await Promise.all([Sandbox.create(), startTestPostgres(), startTestNats()]);
    database = await postgres.createDatabase();
  });

  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]();
    await Promise.all([postgres.stop(), nats.stop()]);
  });

  it('is joined by a worker that knows the NATS server alone, and leaves good-naturedly', async () => {
    const servers = ['--database', database, '--nats', natsUrl(nats.coordinator)];
    const file = await sandbox.writeStudy('own.yaml', smallStudy('own', { trials: 6, epochs: 10 }));
    const sweep = finish(
      sandbox.start('start', file, '--plain', '--workers', '1', '--threads', '1', ...servers),
    );
    const worker = sandbox.start('worker', '--nats', natsUrl(nats.worker), '--threads', '1');
    const left = finish(worker);

    const reader = await eventually('tables', 30, () => openReader({ url: database }).catch(() => null));
    await eventually('two workers that train', 60, async () => {
      const study = await findStudySummary(reader, 'own');
      if (!study) return false;
      const workers = await readWorkers(reader, { seenWithinSeconds: 10 });
      const training = workers.filter(({ runs }) => runs.some((run) => run.study === study.id));
      return training.length === 2;
    });
    await reader.close();
    worker.kill('SIGTERM');
    expect((await left).code).toBe(0);
    expect((await sweep).code).toBe(0);

    const trials = await sandbox.json<PrintedTrial[]>('trials', 'own', '--database', database);
    expect(trials.map(({ state, epochs }) => `${state} ${epochs}`)).toEqual(
      Array.from({ length: 6 }, () => 'complete 10'),
    );
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
      database,
      '--nats',
      wrong,
    );
    expect(code).toBe(4);
    expect(stderr).toMatch(/NATS/);
    expect(stderr).not.toContain('not-this-one');
    expect(await sandbox.pids('coordinator')).toEqual([]);
  });

  it('tells of a wrong password of Postgres as of a server that is not to be had', async () => {
    const wrong = new URL(database);
    wrong.password = 'not-this-one';
    const { code, stderr } = await sandbox.run('studies', '--database', wrong.href);
    expect(code).toBe(4);
    expect(stderr).toMatch(/Postgres refused: password authentication failed/);
    expect(stderr).not.toContain('not-this-one');
  });
});
