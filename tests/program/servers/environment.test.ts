import { newTestDatabase, startTestNats } from '@ram-sweep/testkit';
import { expect, it } from 'vitest';
import { Sandbox } from '../sandbox.js';
import { smallStudy } from '../small-study.js';

/** Settings of other servers, as a person has them who works with those as well. */
const OF_OTHER_SERVERS = {
  PGHOST: 'db.example',
  PGPORT: '1',
  PGUSER: 'someone',
  PGPASSWORD: 'not-this-one',
  PGDATABASE: 'elsewhere',
  PGSSLMODE: 'require',
  PGSSLNEGOTIATION: 'direct',
  PGOPTIONS: '-c no_such_setting=1',
  PGAPPNAME: 'somebody else',
  PGTZ: 'Nowhere/None',
  NATS_URL: 'nats://nats.example:1',
  NODE_PG_FORCE_NATIVE: '1',
};

it('settings of other servers make no difference to the embedded ones', async () => {
  await using sandbox = await Sandbox.create();
  const hostile = sandbox.with(OF_OTHER_SERVERS);
  const file = await sandbox.writeStudy('here.yaml', smallStudy('here', { trials: 1, epochs: 1 }));
  const started = await hostile.run('start', file, '--plain', '--workers', '1');
  expect(started.code, started.stderr).toBe(0);
  const servers = await serversOf(sandbox);
  for (const command of ['studies', 'best', 'glimpses', 'doctor']) {
    const { code, stderr } = await hostile.run(command);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  }
  expect(await serversOf(sandbox)).toEqual(servers);
});

it('what the address of your own Postgres leaves open comes from the environment', async () => {
  const { url } = await newTestDatabase();
  await using nats = await startTestNats();
  const { hostname, port, username, password, pathname } = new URL(url);
  await using sandbox = await Sandbox.onServers(`postgres://${hostname}:${port}`, nats, {
    PGUSER: username,
    PGPASSWORD: password,
    PGDATABASE: pathname.slice(1),
  });
  const file = await sandbox.writeStudy('own.yaml', smallStudy('own', { trials: 1, epochs: 1 }));
  const started = await sandbox.run('start', file, '--plain', '--workers', '1');
  expect(started.code, started.stderr).toBe(0);
  expect((await sandbox.run('studies')).stdout).toContain('own');
  const wrong = await sandbox.with({ PGPASSWORD: 'not-this-one' }).run('studies');
  expect(wrong.code).toBe(4);
});

const serversOf = (sandbox: Sandbox): Promise<number[][]> =>
  Promise.all((['postgres', 'nats-server'] as const).map((server) => sandbox.serverPids(server)));
