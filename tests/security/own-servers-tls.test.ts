import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeAuthority, startTestPostgres, startTlsNats } from '@ram-sweep/testkit';
import { openReader } from '@ram-sweep/store/read';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../faults/gate.js';
import { eventually, finish, Sandbox, type Finished } from '../program/sandbox.js';
import { smallStudy, type PrintedTrial } from '../program/small-study.js';
import { SecretSearch } from './secret-search.js';

const withWrongPassword = (url: string): string => url.replace(/:[^:/@]+@/, ':not-this-one@');

describe('a sweep on servers of one’s own that speak TLS', () => {
  let folder: string;
  let authority: Awaited<ReturnType<typeof makeAuthority>>;
  let stranger: Awaited<ReturnType<typeof makeAuthority>>;
  let postgres: Awaited<ReturnType<typeof startTestPostgres>>;
  let nats: Awaited<ReturnType<typeof startTlsNats>>;
  let sandbox: Sandbox;
  let search: SecretSearch;
  let database: string;
  let ca: string[];

  const HERE = { hosts: ['127.0.0.1'] };
  const natsUrl = ({ user, password }: { user: string; password: string }): string =>
    nats.url.replace('//', `//${user}:${password}@`);

  /** Runs a command, and looks for secrets in what it prints. */
  const run = async (...args: string[]): Promise<Finished> => {
    const finished = await sandbox.run(...args);
    search.look('standard output', finished.stdout);
    search.look('standard error', finished.stderr);
    return finished;
  };

  const studyFile = (name: string) =>
    sandbox.writeStudy(`${name}.yaml`, smallStudy(name, { trials: 2, epochs: 3 }));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ram-sweep-tls-'));
    [authority, stranger] = await Promise.all([makeAuthority(folder), makeAuthority(folder, 'stranger')]);
    const [forPostgres, forNats, client] = await Promise.all([
      authority.issue('postgres', HERE),
      authority.issue('nats', HERE),
      authority.issue('client'),
    ]);
    [postgres, nats] = await Promise.all([
      startTestPostgres({ tls: forPostgres }),
      startTlsNats({ ...forNats, caFile: authority.caFile }),
    ]);
    database = await postgres.createDatabase();
    ca = ['--database-ca', authority.caFile, '--nats-ca', authority.caFile];
    search = new SecretSearch([
      new URL(database).password,
      nats.coordinator.password,
      nats.worker.password,
      'not-this-one',
      (await readFile(client.keyFile, 'utf8')).split('\n')[3]!,
    ]);
    sandbox = await Sandbox.create({
      RAM_SWEEP_DATABASE: database,
      RAM_SWEEP_NATS: natsUrl(nats.coordinator),
      RAM_SWEEP_NATS_CERT: client.certFile,
      RAM_SWEEP_NATS_KEY: client.keyFile,
      RAM_SWEEP_DEBUG: '1',
    });
  });

  afterAll(async () => {
    await sandbox?.[Symbol.asyncDispose]();
    await Promise.all([postgres?.stop(), nats?.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  it('is encrypted on every connection, and joined by a worker from elsewhere', async () => {
    const [authorities, cert, key] = await Promise.all(
      ['ca.pem', 'client.pem', 'client.key'].map((file) => readFile(join(folder, file), 'utf8')),
    );
    // The library would look for "localhost" in the certificate, where it is given an address.
    const tls = { host: '127.0.0.1', ca: authorities!, cert: cert!, key: key! };
    const { user, password: pass } = nats.coordinator;
    const messages = await search.listen({ servers: nats.url, user, pass, tls });
    await using gate = await Gate.at(1);
    const gated = sandbox.with(gate.env);
    const sweep = finish(
      gated.start('start', await studyFile('safe'), '--plain', '--workers', '1', '--threads', '1', ...ca),
    );
    const worker = gated.start('worker', '--nats', natsUrl(nats.worker), '--threads', '1', ...ca);
    const left = finish(worker);
    await eventually('an encrypted connection of the coordinator', async () =>
      (await connections()).some(({ name }) => name === 'ram-sweep coordinator'),
    );
    await search.lookAtProcesses(sandbox);
    expect((await connections()).filter(({ encrypted }) => !encrypted)).toEqual([]);
    await gate.letAll();
    const { code, stdout, stderr } = await sweep;
    expect(code, stderr).toBe(0);
    worker.kill('SIGTERM');
    const leaving = await left;
    expect(leaving.code, leaving.stderr).toBe(0);
    for (const text of [stdout, stderr, leaving.stdout, leaving.stderr])
      search.look('a sweep’s output', text);

    const trials = await sandbox.json<PrintedTrial[]>('trials', 'safe', ...ca);
    expect(trials.map(({ state }) => state)).toEqual(['complete', 'complete']);
    await search.lookAtStreams(messages);
    await messages.close();
  });

  it('is refused where another authority is trusted, by messages that name the settings', async () => {
    const trusting = ['--database-ca', stranger.caFile, '--nats-ca', stranger.caFile];
    const [reader, worker] = await Promise.all([
      run('trials', 'safe', ...trusting),
      run('worker', '--threads', '1', ...trusting),
    ]);
    expect(reader).toMatchObject({ code: 4, stderr: expect.stringMatching(/not trusted .*--database-ca/) });
    expect(worker).toMatchObject({ code: 4, stderr: expect.stringMatching(/not trusted .*--nats-ca/) });
  });

  it.each([
    ['of another host', { hosts: ['db.example.org'] }, /is for another host .*127\.0\.0\.1/],
    ['that has expired', { ...HERE, expired: true }, /not valid any more \(certificate has expired\)/],
  ])('is refused where Postgres has a certificate %s', async (_, of, message) => {
    await authority.issue('postgres', of);
    await postgres.restart();
    const url = `${database}?sslmode=verify-full&sslrootcert=${authority.caFile}`;
    await expect(openReader({ url })).rejects.toThrow(message);
  });

  it('says what is wrong with an address or a password, and tells neither', async () => {
    await authority.issue('postgres', HERE);
    await postgres.restart();
    const query = ['trials', 'safe', ...ca];
    const worker = ['worker', '--threads', '1', ...ca];
    const refusals: [string[], RegExp][] = [
      [[...query, '--database', withWrongPassword(database)], /password authentication failed/],
      [[...query, '--database', 'postgres://me:not-this-one@127.0.0.1:1/x'], /ECONNREFUSED/],
      [[...query, '--database', 'postgres//me:not-this-one@127.0.0.1'], /must look like/],
      [[...worker, '--nats', withWrongPassword(natsUrl(nats.worker))], /refuses user worker or the password/],
      [[...worker, '--nats', 'nats://me:not-this-one@['], /not a URL/],
    ];
    await Promise.all(
      refusals.map(async ([command, message]) => {
        const { code, stderr } = await run(...command);
        expect(stderr).toMatch(message);
        expect(code).not.toBe(0);
      }),
    );
  });

  it('leaves its passwords nowhere: not in what it printed, nor in processes, messages, tables and files', async () => {
    await run('export', 'safe', '--epochs', '--format', 'json', ...ca);
    await search.lookAtFiles(sandbox.home);
    await search.lookAtTables(database);
    expect(search.found).toEqual([]);
    const looked = [...search.places];
    for (const place of [
      'environ of worker',
      'message heartbeat',
      'stream RAM_CHECKPOINTS',
      'table workers',
    ]) {
      expect(looked).toContain(place);
    }
    expect(looked).toContain('file logs/sweep-safe.log');
  });

  async function connections(): Promise<{ name: string; encrypted: boolean }[]> {
    const client = new Client({ connectionString: database, application_name: 'the test itself' });
    await client.connect();
    try {
      const { rows } = await client.query<{ name: string; encrypted: boolean }>(
        `select application_name as name, ssl as encrypted from pg_stat_activity join pg_stat_ssl using (pid)
         where application_name like 'ram-sweep%'`,
      );
      return rows;
    } finally {
      await client.end();
    }
  }
});
