import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findServices, type Services } from '@ram-sweep/services';
import { askPostgres } from '@ram-sweep/testkit';
import { expect, it } from 'vitest';
import { Gate } from '../faults/gate.js';
import { eventually, finish, Sandbox } from '../program/sandbox.js';
import { smallStudy } from '../program/small-study.js';
import { SecretSearch } from './secret-search.js';

/**
 * Written for the owner alone, and the only places for the passwords of the embedded servers; settings are a person's.
 */
const KEPT_IN = ['services.json', 'nats/nats-server.conf', 'settings.yaml'];

/** Parts of addresses and a token of targets for notifications, which nobody answers. */
const OF_TARGETS = ['hook-of-the-settings', 'token-of-the-settings', 'hook-of-the-environment'];
const SETTINGS = `
notify:
  targets:
    hook:
      kind: webhook
      url: http://127.0.0.1:1/${OF_TARGETS[0]}
      headers: { authorization: Bearer ${OF_TARGETS[1]} }
`;
const NOTIFY = `slack=http://127.0.0.1:1/${OF_TARGETS[2]}`;

it('a sweep leaves the passwords of the embedded servers, and the addresses of notifications, in files of its owner alone', async () => {
  await using gate = await Gate.at(1);
  await using sandbox = await Sandbox.create({
    ...gate.env,
    PGPASSWORD: 'of-another-database',
    RAM_SWEEP_NOTIFY: NOTIFY,
  });
  await writeFile(join(sandbox.home, 'settings.yaml'), SETTINGS, { mode: 0o600 });
  const file = await sandbox.writeStudy('kept.yaml', smallStudy('kept', { trials: 1, epochs: 3 }));
  const sweep = finish(sandbox.start('start', file, '--plain', '--workers', '1', '--threads', '1'));
  const services = await eventually('servers', () => findServices(sandbox.home));
  const search = new SecretSearch([...(await passwordsOf(services)), ...OF_TARGETS]);
  const { coordinator, url: servers } = services.nats;
  const nats = await search.listen({ servers, user: coordinator.user, pass: coordinator.password });
  const [worker] = await eventually('a worker', async () => {
    const pids = await sandbox.pids('worker');
    return pids.length > 0 && pids;
  });
  await search.lookAtProcesses(sandbox);
  expect(await readFile(`/proc/${worker}/environ`, 'utf8')).not.toContain('of-another-database');

  await eventually('a row for the worker', () =>
    askPostgres(services.databaseUrl, 'select from ram_sweep.workers').then(({ length }) => length > 0),
  );
  await gate.letAll();
  const { code, stdout, stderr } = await sweep;
  expect(code, stderr).toBe(0);
  search.look('output', stdout + stderr);
  await search.lookAtStreams(nats);
  await nats.close();
  await search.lookAtTables(services.databaseUrl);
  const exported = await sandbox.run('export', 'kept', '--epochs', '--format', 'json');
  search.look('export', exported.stdout + exported.stderr);
  await search.lookAtFiles(sandbox.home, KEPT_IN);
  expect(search.found).toEqual([]);

  const kept = new SecretSearch([...(await passwordsOf(services)), ...OF_TARGETS]);
  for (const name of KEPT_IN) kept.look(name, await readFile(join(sandbox.home, name)));
  expect(new Set(kept.found.map((found) => found.split(' in ')[1]))).toEqual(new Set(KEPT_IN));
  for (const place of [
    'environ of worker',
    'message heartbeat',
    'stream RAM_CHECKPOINTS',
    'table workers',
    'table notifications',
  ]) {
    expect([...search.places]).toContain(place);
  }
});

async function passwordsOf({ home }: Services): Promise<string[]> {
  const { postgres, nats } = JSON.parse(await readFile(join(home, 'services.json'), 'utf8')) as Record<
    'postgres' | 'nats',
    { credentials: Record<string, string> }
  >;
  return [...Object.values(postgres.credentials), ...Object.values(nats.credentials)];
}
