import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { findServices } from '@ram-sweep/services';
import { openStore } from '@ram-sweep/store';
import { askPostgres, newTestDatabase, startTestNats } from '@ram-sweep/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, finish, Sandbox } from '../../program/sandbox.js';
import { smallStudy, type PrintedTrial } from '../../program/small-study.js';
import { Gate } from '../gate.js';

const FLAGS = ['--plain', '--workers', '1', '--threads', '1', '--engine', 'onnx'];

describe('starting where a stranger has the process id of a supervisor that crashed', () => {
  let sandbox: Sandbox;
  let stranger: ChildProcess;

  beforeAll(async () => {
    sandbox = await Sandbox.create();
    stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'supervise']);
    await mkdir(join(sandbox.home, 'sweeps'));
    const stale = {
      pid: stranger.pid,
      processStart: '1',
      home: sandbox.home,
      study: 'one',
      startedAt: '2026-01-01T00:00:00Z',
    };
    await writeFile(join(sandbox.home, 'sweeps', 'one.json'), JSON.stringify(stale));
  });

  afterAll(async () => {
    stranger.kill();
    await sandbox[Symbol.asyncDispose]();
  });

  it('does not take it for that', async () => {
    expect((await sandbox.run('down')).stdout).toContain('nothing was running');
  });

  it('the same study twice and another one, all at once, in a new home: each runs once', async () => {
    const files = await Promise.all(
      ['one', 'other'].map((name) => sandbox.writeStudy(`${name}.yaml`, smallStudy(name, { trials: 2 }))),
    );
    const [first, second, other] = await Promise.all(
      [files[0]!, files[0]!, files[1]!].map((file) => sandbox.run('start', file, ...FLAGS)),
    );
    expect(other?.code, other?.stderr).toBe(0);
    const [good, bad] = first?.code === 0 ? [first, second] : [second, first];
    expect(good?.code, good?.stderr).toBe(0);
    expect(bad?.code).not.toBe(0);
    expect(bad?.stderr).toMatch(/study one is already running \(pid \d+\)|"one" exists already/);
    for (const name of ['one', 'other']) {
      const trials = await sandbox.json<PrintedTrial[]>('trials', name);
      expect(trials.map(({ state }) => state)).toEqual(['complete', 'complete']);
    }
    expect(await sandbox.pids('supervise')).toEqual([]);
  });

  it('does not signal it', () => {
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  });
});

describe('starting', () => {
  it.concurrent(
    'a server again whose port was taken meanwhile: the sweep ends and says so, resume continues',
    async () => {
      await using gate = await Gate.at(1);
      await using sandbox = await Sandbox.create(gate.env);
      const file = await sandbox.writeStudy('port.yaml', smallStudy('port', { trials: 1, epochs: 2 }));
      const sweep = finish(sandbox.start('start', file, ...FLAGS));
      await eventually('a worker', async () => (await sandbox.pids('worker')).length > 0);
      const { nats } = (await findServices(sandbox.home))!;
      const [supervisor] = await sandbox.pids('supervise');
      const [server] = await sandbox.serverPids('nats-server');
      process.kill(supervisor!, 'SIGSTOP');
      process.kill(server!, 'SIGKILL');
      const squatter = createServer();
      await eventually('the port', () => listens(squatter, Number(new URL(nats.url).port)));
      process.kill(supervisor!, 'SIGCONT');
      const { code, stderr } = await sweep;
      expect(code).toBe(1);
      expect(stderr).toContain(
        `another program took the port of an embedded server; \`ram-sweep resume\` continues`,
      );
      squatter.close();
      await gate.letAll();
      const resumed = await sandbox.run('resume', 'port', ...FLAGS);
      expect(resumed.code, resumed.stderr).toBe(0);
    },
  );

  it.concurrent(
    'in a home that cannot be made, or on a disk that is nearly full: names it, and the way out',
    async () => {
      await using sandbox = await Sandbox.create();
      const study = await sandbox.writeStudy('small.yaml', smallStudy('small'));
      const under = join(study, 'home');
      const nowhere = await sandbox.run('start', study, ...FLAGS, '--home', under);
      expect(nowhere.code).toBe(4);
      expect(nowhere.stderr).toContain(`the home ${under} cannot be used: ${study} is a file, not a folder`);
      expect(nowhere.stderr).toContain('or choose another home (--home)');

      const preload = new URL('../preloads/full-disk.mjs', import.meta.url).href;
      const full = await sandbox.with({ NODE_OPTIONS: `--import=${preload}` }).run('start', study, ...FLAGS);
      expect(full.code).toBe(4);
      expect(full.stderr).toMatch(/only 7 MiB are free .* free some space, or choose another home/);
      expect(await sandbox.leftovers()).toEqual([]);
    },
  );

  it.concurrent(
    'on a database of a newer ram-sweep: refuses, changes nothing, and says what to do',
    async () => {
      const { url } = await newTestDatabase();
      await using nats = await startTestNats();
      await using sandbox = await Sandbox.onServers(url, nats);
      await (await openStore({ url })).close();
      await askPostgres(url, `insert into ram_sweep.migrations values (9999, '9999-future.sql')`);
      const study = await sandbox.writeStudy('small.yaml', smallStudy('small'));
      const { code, stderr } = await sandbox.run('start', study, ...FLAGS);
      expect(code).toBe(4);
      expect(stderr).toMatch(/schema version 9999.*Update ram-sweep/);
      const studies = await askPostgres(url, 'select count(*)::int as studies from ram_sweep.studies');
      expect(studies).toEqual([{ studies: 0 }]);
    },
  );
});

function listens(server: ReturnType<typeof createServer>, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
}
