import { readWorkers } from '@ram-sweep/store/read';
import { describe, expect, it } from 'vitest';
import { eventually, Sandbox } from '../program/sandbox.js';
import { useServers } from './on-servers.js';
import { deadly, paced } from './training-threads.js';

const FLAGS = ['--plain', '--workers', '1', '--threads', '1', '--lease', '2'];

describe('a sweep whose only worker ends', () => {
  const servers = useServers();

  it.concurrent(
    'again and again, by trials that kill it: those fail, one by one, and the rest completes',
    async () => {
      const deadlyTrial = { epochs: 2, glimpses: 2 };
      await servers.makeStudy('deadly', [deadlyTrial, deadlyTrial, deadlyTrial, deadlyTrial, { epochs: 2 }]);
      await using sandbox = await Sandbox.create();
      const { code, stdout } = await sandbox
        .with(deadly)
        .run('resume', 'deadly', ...FLAGS, '--database', servers.databaseUrl);
      expect(code, stdout).toBe(0);
      const trials = await servers.trials('deadly');
      expect(trials.map(({ state, attempt, failure }) => `${state} ${attempt} ${failure?.class}`)).toEqual([
        ...Array<string>(4).fill('failed 3 worker-lost'),
        'complete 1 undefined',
      ]);
    },
  );

  it.concurrent('because somebody told it to: another takes its place and goes on', async () => {
    await servers.makeStudy('told', [{ epochs: 8 }]);
    await using sandbox = await Sandbox.create();
    const sweep = sandbox.with(paced(250)).run('resume', 'told', ...FLAGS, '--database', servers.databaseUrl);
    const [trial] = await servers.trained('told', { running: 1, epochs: 1 });
    const workers = await eventually('the worker', 10, () => readWorkers(servers.reader));
    process.kill(workers.find(({ id }) => id === trial!.worker)!.pid, 'SIGTERM');
    const { code, stdout } = await sweep;
    expect(code, stdout).toBe(0);
    expect(await servers.trials('told')).toMatchObject([{ state: 'complete', attempt: 2, epochs: 8 }]);
  });
});
