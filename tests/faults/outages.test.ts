import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectBus } from '@ram-sweep/bus';
import type { Failure } from '@ram-sweep/protocol';
import { findServices } from '@ram-sweep/services';
import {
  findStudySummary,
  openReader,
  readTrial,
  readTrials,
  readWorkers,
  type Reader,
} from '@ram-sweep/store/read';
import { startTestPostgres } from '@ram-sweep/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, finish, Sandbox } from '../program/sandbox.js';
import { smallStudy, type PrintedTrial } from '../program/small-study.js';
import { compare, readOutcome, type Outcome } from './verdict.js';

const STUDY = { trials: 2, epochs: 60 };
const FLAGS = ['--plain', '--workers', '2', '--threads', '1', '--lease', '2'];
const KEPT = { lost: [], duplicated: [], differing: [] };

describe('what a sweep outlives', () => {
  let sandbox: Sandbox;
  let reader: Reader;
  let undisturbed: Outcome;

  const start = async (name: string, ...flags: string[]) => {
    const file = await sandbox.writeStudy(`${name}.yaml`, smallStudy(name, STUDY));
    const process = sandbox.start('start', file, ...FLAGS, ...flags);
    return { process, finished: finish(process) };
  };

  const running = async (name: string, from: Reader = reader) => {
    const study = await findStudySummary(from, name);
    return study ? readTrials(from, study.id, { states: ['running'], sort: 'number' }) : [];
  };

  /** The running trials, once one of them is past its third epoch and far from its last. */
  const inMidTrial = (name: string, from?: Reader) =>
    eventually(`${name} in mid-trial`, 60, async () => {
      const trials = await running(name, from);
      return trials.some(({ epochs }) => epochs > 3 && epochs < STUDY.epochs / 2) ? trials : null;
    });

  const verdict = async (name: string, from: Reader = reader) =>
    compare(name, await readOutcome(from, name), undisturbed);

  beforeAll(async () => {
    sandbox = await Sandbox.create();
    expect((await (await start('undisturbed')).finished).code).toBe(0);
    reader = await sandbox.openReader();
    undisturbed = await readOutcome(reader, 'undisturbed');
  });

  afterAll(async () => {
    await reader.close();
    await sandbox[Symbol.asyncDispose]();
  });

  it('a worker that was stopped and returns while its successor trains: it is fenced and changes nothing', async () => {
    const { finished } = await start('returning');
    const trials = await inMidTrial('returning');
    const [stopped] = await sandbox.pids('worker');
    const trial = trials.find(({ worker }) => worker?.includes(`-${stopped}-`))!;
    process.kill(stopped!, 'SIGSTOP');
    const taken = await eventually('its trial on the other worker', 60, async () => {
      const now = (await running('returning')).find(({ number }) => number === trial.number);
      return now && now.attempt > trial.attempt && now.epochs > trial.epochs + 1 ? now : null;
    });
    process.kill(stopped!, 'SIGCONT');
    expect((await finished).code).toBe(0);

    const study = await findStudySummary(reader, 'returning');
    const detail = await readTrial(reader, study!.id, trial.number);
    expect(detail?.attempts.map(({ outcome }) => outcome)).toEqual(['lost', 'complete']);
    expect(detail?.attempts[1]?.worker).toBe(taken.worker);
    // What is kept is the successor's: the attempt is part of a checkpoint's name.
    expect(detail?.checkpoints.map(({ name }) => name.split('/')[2]?.split('-')[0])).toEqual(['2', '2']);
    expect(await verdict('returning')).toEqual(KEPT);
  });

  it('all of JetStream deleted between two runs: goes on from Postgres and says what is trained again', async () => {
    const { process: sweep, finished } = await start('no-jetstream');
    const interrupted = await inMidTrial('no-jetstream');
    sweep.kill('SIGINT');
    expect((await finished).code).toBe(130);
    await sandbox.run('down');
    await rm(join(sandbox.home, 'nats', 'jetstream'), { recursive: true });

    const { code, stdout } = await sandbox.run('resume', 'no-jetstream', ...FLAGS);
    expect(code).toBe(0);
    for (const { number } of interrupted) {
      expect(stdout).toMatch(
        new RegExp(`trial ${number}: cannot resume from epoch \\d+: checkpoint .* is not on`),
      );
      expect(stdout).toContain(
        `trial ${number}: no checkpoint could be used; training starts again from epoch 1`,
      );
    }
    expect(await verdict('no-jetstream')).toEqual(KEPT);
  });

  it('an embedded nats-server that stores nothing any more, as after its disk was full: it is started again', async () => {
    const { finished } = await start('no-storage');
    const before = await inMidTrial('no-storage');
    const [server] = await sandbox.serverPids('nats-server');
    await switchJetStreamOff(join(sandbox.home, 'nats', 'nats-server.conf'), server!);

    const { code, stdout } = await finished;
    expect(code).toBe(0);
    expect(stdout).toContain('supervisor: the embedded nats-server stores nothing any more');
    expect(await sandbox.serverPids('nats-server')).not.toContain(server);
    const study = await findStudySummary(reader, 'no-storage');
    const trials = await readTrials(reader, study!.id, { sort: 'number' });
    for (const { number, attempt } of before) expect(trials[number]?.attempt).toBe(attempt);
    expect(await verdict('no-storage')).toEqual(KEPT);
  });

  it('Postgres gone for a while: training goes on, and every result waits until it is committed', async () => {
    const postgres = await startTestPostgres();
    const { finished } = await start('no-postgres', '--database', postgres.url);
    const own = await eventually('its tables', 60, () =>
      openReader({ url: postgres.readerUrl(postgres.url) }).catch(() => null),
    );
    const before = await inMidTrial('no-postgres', own);
    const study = await findStudySummary(own, 'no-postgres');
    await postgres.kill();

    const services = await findServices(sandbox.home);
    const { url: servers, coordinator } = services!.nats;
    const bus = await connectBus({ servers, ...coordinator, name: 'test', role: 'cli' });
    const wait = () => bus.events.waiting(study!.id);
    const early = await eventually('results that wait', 30, async () => (await wait()) || null);
    const late = await eventually('more of them', 30, async () => ((await wait()) > early ? wait() : null));
    await bus.close();
    expect(await sandbox.pids('worker')).toHaveLength(2);
    await sleep(5_000);
    await postgres.restart();

    const { code, stderr, stdout } = await finished;
    expect(code, stderr + stdout).toBe(0);
    const after = await readOutcome(own, 'no-postgres');
    expect(late).toBeGreaterThan(early);
    // No attempt was lost by the outage: every trial that ran before it ended in the same attempt.
    const trials = await readTrials(own, study!.id, { sort: 'number' });
    for (const { number, attempt } of before) expect(trials[number]?.attempt).toBe(attempt);
    expect(compare('no-postgres', after, undisturbed)).toEqual(KEPT);
    await own.close();
    await postgres.stop();
  });

  it('a trial that takes its worker down again and again: it fails at the third, the others complete', async () => {
    const name = 'deadly';
    // Epochs of several seconds, so that no worker gets through one.
    const study = smallStudy(name, { trials: 2, epochs: 1 })
      .replace('train: 600', 'train: 9000')
      .replace('hidden: 32', 'hidden: 1024');
    const file = await sandbox.writeStudy(`${name}.yaml`, study);
    const finished = finish(sandbox.start('start', file, ...FLAGS.with(2, '1')));
    for (const attempt of [1, 2, 3]) {
      // Only a loss of a worker that was heard to train the trial counts.
      await eventually(`a heartbeat from attempt ${attempt} at trial 0`, 60, async () => {
        const deadly = (await findStudySummary(reader, name))?.id;
        const runs = (await readWorkers(reader)).flatMap((worker) => worker.runs);
        return runs.some((run) => run.study === deadly && run.trial === 0 && run.attempt === attempt);
      });
      for (const pid of await sandbox.pids('worker')) process.kill(pid, 'SIGKILL');
    }
    const { code, stdout } = await finished;
    expect(code).toBe(0);
    expect(stdout).toContain('study deadly is complete: 1 of 2 trials, 1 failed');
    const [trial, other] = await sandbox.json<(PrintedTrial & { failure: Failure })[]>(
      'trials',
      name,
      '--sort',
      'number',
    );
    expect(trial).toMatchObject({ state: 'failed', failure: { class: 'worker-lost' } });
    expect(other).toMatchObject({ state: 'complete', attempt: 1 });
  });

  it.each(['nats-server', 'postgres'] as const)(
    'kill -9 of the embedded %s: it is started again, on the same data',
    async (server) => {
      const name = `no-embedded-${server}`;
      const { finished } = await start(name);
      await inMidTrial(name);
      for (const pid of await sandbox.serverPids(server)) process.kill(pid, 'SIGKILL');
      expect((await finished).code).toBe(0);
      expect(await verdict(name)).toEqual(KEPT);
    },
  );
});

/** What nats-server does by itself when it can write no more: here it is told to, by its configuration. */
async function switchJetStreamOff(configFile: string, pid: number): Promise<void> {
  const { jetstream: _, ...rest } = JSON.parse(await readFile(configFile, 'utf8')) as { jetstream: object };
  await writeFile(configFile, JSON.stringify(rest));
  process.kill(pid, 'SIGHUP');
}
