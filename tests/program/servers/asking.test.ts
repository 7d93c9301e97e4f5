import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../../faults/gate.js';
import { eventually, finish, Sandbox } from '../sandbox.js';
import { smallStudy } from '../small-study.js';

describe('in an empty home', () => {
  it.each([
    'best',
    'studies',
    'studies --json',
    'trials',
    'show 0',
    'export',
    'report',
    'glimpses',
    'watch --plain',
    'test',
    'stop',
    'pause',
    'resume',
    'delete any --yes',
  ])('%s says that it has no studies, and starts and makes nothing', async (command) => {
    await using sandbox = await Sandbox.create();
    const { code, stdout, stderr } = await sandbox.run(...command.split(' '));
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/no studies in this home yet .*\n?.*ram-sweep start`/);
    expect(await readdir(sandbox.home)).toEqual([]);
    expect(await sandbox.leftovers()).toEqual([]);
  });
});

describe('in a home whose servers are stopped', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await Sandbox.create();
    const file = await sandbox.writeStudy('asked.yaml', smallStudy('asked', { trials: 2, epochs: 1 }));
    expect((await sandbox.run('start', file, '--plain', '--workers', '1')).code).toBe(0);
    await sandbox.run('down');
    expect(await sandbox.leftovers()).toEqual([]);
  });
  afterAll(async () => {
    await sandbox?.[Symbol.asyncDispose]();
  });

  it('a question starts what it reads, Postgres alone, and ends it again', async () => {
    const { code, stdout, stderr } = await sandbox.run('studies');
    expect(code).toBe(0);
    expect(stdout).toContain('asked');
    expect(stderr).toContain('Starting Postgres');
    expect(stderr).not.toContain('nats-server');
    expect(await sandbox.leftovers()).toEqual([]);
  });

  it('one that needs checkpoints starts NATS as well, and ends both again', async () => {
    const { code, stderr } = await sandbox.run('glimpses', 'asked');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('Starting nats-server');
    expect(await sandbox.leftovers()).toEqual([]);
  });

  it('what only a sweep can do says that none runs', async () => {
    const { code, stderr } = await sandbox.run('stop', 'asked');
    expect(code).toBe(4);
    expect(stderr).toContain(`nothing is running in ${sandbox.home}`);
    expect(stderr).toMatch(/ram-sweep resume/);
    expect(await sandbox.leftovers()).toEqual([]);
  });

  it('several at once all get their answer, and the last ends what the first has started', async () => {
    const answers = await Promise.all(
      ['studies', 'best', 'trials', 'export', 'glimpses'].map((name) => sandbox.run(name)),
    );
    expect(answers.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    expect(await sandbox.leftovers()).toEqual([]);
  });

  it('what a killed question leaves behind is ended by the next one', async () => {
    const killed = sandbox.start('watch', 'asked', '--plain');
    const [postgres] = await eventually('Postgres', async () => {
      const pids = await sandbox.serverPids('postgres');
      return pids.length > 0 && pids;
    });
    killed.kill('SIGKILL');
    await finish(killed);
    expect((await sandbox.run('studies')).code).toBe(0);
    expect(await sandbox.serverPids('postgres')).not.toContain(postgres);
    expect(await sandbox.leftovers()).toEqual([]);
  });

  it('a sweep that comes meanwhile keeps the servers', async () => {
    await using gate = await Gate.at(0);
    const file = await sandbox.writeStudy('later.yaml', smallStudy('later', { trials: 1, epochs: 2 }));
    const more = await sandbox.writeStudy('first.yaml', smallStudy('first', { trials: 1, epochs: 2 }));
    // A study that can be followed although nothing runs it: its sweep is killed.
    await sandbox.with(gate.env).run('start', more, '--detach', '--workers', '1');
    for (const kind of ['supervise', 'coordinator', 'worker'] as const)
      for (const pid of await sandbox.pids(kind)) process.kill(pid, 'SIGKILL');
    await sandbox.run('down');

    const follower = sandbox.start('watch', 'first', '--plain');
    const followed = finish(follower);
    const [postgres] = await eventually('Postgres for the one that reads', async () => {
      const pids = await sandbox.serverPids('postgres');
      return pids.length > 0 && pids;
    });
    await sandbox.with(gate.env).run('start', file, '--detach', '--workers', '1');
    follower.kill('SIGTERM');
    await followed;
    expect(await sandbox.serverPids('postgres')).toContain(postgres);
    await gate.letAll();
    await sandbox.untilComplete('later');
    expect(await sandbox.serverPids('postgres')).toContain(postgres);
  });
});
