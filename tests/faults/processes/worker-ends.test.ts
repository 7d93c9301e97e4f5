import { startTestNats } from '@ram-sweep/testkit';
import { describe, expect, it } from 'vitest';
import { eventually, finish, Sandbox } from '../../program/sandbox.js';
import { Gate } from '../gate.js';
import { useServers } from '../on-servers.js';
import { deadly } from '../training-threads.js';

const FLAGS = ['--plain', '--workers', '1', '--threads', '1', '--engine', 'onnx'];

describe('a sweep whose only worker ends', () => {
  const servers = useServers();

  it.concurrent(
    'again and again, by trials that kill it: those fail, one by one, and the rest completes',
    async () => {
      const deadlyTrial = { epochs: 2, glimpses: 2 };
      await servers.makeStudy('deadly', [deadlyTrial, deadlyTrial, deadlyTrial, deadlyTrial, { epochs: 2 }]);
      await using nats = await startTestNats();
      await using sandbox = await Sandbox.onServers(servers.databaseUrl, nats, deadly);
      const { code, stdout } = await sandbox.run('resume', 'deadly', ...FLAGS);
      expect(code, stdout).toBe(0);
      const trials = await servers.trials('deadly');
      expect(trials.map(({ state, attempt, failure }) => `${state} ${attempt} ${failure?.class}`)).toEqual([
        ...Array<string>(4).fill('failed 3 worker-lost'),
        'complete 1 undefined',
      ]);
    },
  );

  it.concurrent('because somebody told it to: another takes its place and continues', async () => {
    await servers.makeStudy('told', [{ epochs: 4 }]);
    await using nats = await startTestNats();
    await using gate = await Gate.at(2);
    await using sandbox = await Sandbox.onServers(servers.databaseUrl, nats, gate.env);
    const sweep = finish(sandbox.start('resume', 'told', ...FLAGS));
    const [trial] = await servers.atGate('told', gate, { running: 1 });
    const [worker] = await sandbox.pids('worker');
    process.kill(worker!, 'SIGTERM');
    await eventually('the worker leaves', async () => !(await sandbox.pids('worker')).includes(worker!));
    await gate.letAll();
    const { code, stdout } = await sweep;
    expect(code, stdout).toBe(0);
    expect(await servers.trials('told')).toMatchObject([{ state: 'complete', epochs: 4 }]);
    expect((await servers.attempts('told'))[0]).toBeGreaterThan(trial!.attempt);
  });
});
