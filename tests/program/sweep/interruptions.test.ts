import { findStudySummary, readActivity, readTrial } from '@ram-sweep/store/read';
import { startTestNats, type TestNats } from '@ram-sweep/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../../faults/gate.js';
import { KEPT, useServers } from '../../faults/on-servers.js';
import { eventually, finish, Sandbox } from '../sandbox.js';

const STUDY = [{ epochs: 5 }, { epochs: 5 }, { epochs: 5 }];
const FLAGS = ['--plain', '--workers', '2', '--threads', '1', '--engine', 'onnx'];

describe('a sweep that is interrupted', () => {
  const servers = useServers();
  beforeAll(() => servers.runUndisturbed(STUDY));

  /** A sweep of the study under this name, two of whose trials stand at the gate. */
  async function inMidTrial(name: string, nats: TestNats, gate: Gate) {
    await servers.makeStudy(name, STUDY);
    const sandbox = await Sandbox.onServers(servers.databaseUrl, nats, gate.env);
    const sweep = sandbox.start('resume', name, ...FLAGS);
    const finished = finish(sweep);
    return { sandbox, sweep, finished, running: await servers.atGate(name, gate) };
  }

  it.concurrent(
    'by kill -9 of a worker, then of the coordinator: both are started again, every trial completes with the same numbers',
    async () => {
      const name = 'killed';
      await using nats = await startTestNats();
      await using gate = await Gate.at(1);
      const { sandbox, finished, running } = await inMidTrial(name, nats, gate);
      await using _ = sandbox;
      const [trial] = running;
      const victim = (await sandbox.pids('worker')).find((pid) => trial!.worker?.includes(`-${pid}-`));
      process.kill(victim!, 'SIGKILL');
      await eventually('its trial on another worker', async () => {
        const now = (await servers.trials(name))[trial!.number]!;
        return now.state === 'running' && now.attempt > trial!.attempt;
      });
      await gate.letMore();
      await servers.atGate(name, gate);

      const [coordinator] = await sandbox.pids('coordinator');
      process.kill(coordinator!, 'SIGKILL');
      await gate.letMore();
      await servers.atGate(name, gate);
      expect(await sandbox.pids('coordinator')).not.toContain(coordinator);
      await gate.letAll();
      const { code, stdout, stderr } = await finished;
      expect(code, stdout + stderr).toBe(0);
      expect(await servers.verdict(name)).toEqual(KEPT);
    },
  );

  it.concurrent(
    'by Ctrl-C, and resumed with a damaged checkpoint: the one before is used, people are told, the numbers are the same',
    async () => {
      const name = 'interrupted';
      await using nats = await startTestNats();
      await using gate = await Gate.at(2);
      const { sandbox, sweep, finished, running } = await inMidTrial(name, nats, gate);
      await using _ = sandbox;
      sweep.kill('SIGINT');
      const { code, stdout } = await finished;
      expect(code).toBe(130);
      expect(stdout).toContain(`ram-sweep resume ${name}`);
      expect((await servers.trials(name)).map(({ state }) => state)).toEqual(STUDY.map(() => 'waiting'));
      expect(await sandbox.pids('worker')).toEqual([]);

      const study = (await findStudySummary(servers.reader, name))!;
      const { checkpoints } = (await readTrial(servers.reader, study.id, running[0]!.number))!;
      await sandbox.overwriteCheckpoint(checkpoints[0]!);
      await gate.letAll();
      const resumed = await sandbox.run('resume', name, ...FLAGS);
      expect(resumed.code, resumed.stdout + resumed.stderr).toBe(0);
      expect(await servers.verdict(name)).toEqual(KEPT);
      const messages = (await readActivity(servers.reader, study.id, { limit: 100 })).map(
        ({ message }) => message,
      );
      expect(messages.filter((message) => message.includes('SHA-256'))).toHaveLength(1);
    },
  );
});
