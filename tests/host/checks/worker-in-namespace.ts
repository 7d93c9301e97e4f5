import assert from 'node:assert/strict';
import {
  findStudySummary,
  openReader,
  readTrial,
  readTrials,
  type Reader,
  type TrialDetail,
} from '@ram-sweep/store/read';
import { startTestPostgres } from '@ram-sweep/testkit';
import { eventually, finish } from '../../program/sandbox.js';
import { smallStudy } from '../../program/small-study.js';
import { install, program } from '../installed.js';
import { Namespace } from '../namespace.js';
import { startNats } from '../nats-with-accounts.js';
import { networkNamespaces } from '../needs.js';
import type { Check } from '../run-checks.js';

const STUDY = 'two-machines';
const TRIALS = 6;
/** Enough that the cable is pulled in mid-trial. */
const EPOCHS = 500;
const LEASE_S = 6;

/** A worker that reaches this machine by a network cable alone; the cable is pulled for longer than a lease. */
export const workerInNamespace: Check = {
  name: 'worker-in-namespace',
  needs: [networkNamespaces],
  run: async (tell) => {
    await using installed = await install();
    await using postgres = await startTestPostgres();
    using namespace = await Namespace.create();
    await using nats = await startNats(namespace.here);
    const { sandbox, env } = installed;
    const database = await postgres.createDatabase();

    const far = namespace.spawn(
      process.execPath,
      [program, 'worker', '--nats', nats.worker, '--threads', '1'],
      env,
    );
    const left = finish(far);
    const file = await sandbox.writeStudy(
      'study.yaml',
      smallStudy(STUDY, { trials: TRIALS, epochs: EPOCHS }),
    );
    const flags = ['--workers', '1', '--threads', '1', '--lease', String(LEASE_S)];
    const servers = ['--database', database, '--nats', nats.coordinator];
    const sweep = finish(sandbox.start('start', file, '--plain', ...flags, ...servers));
    const reader = await eventually('tables', () => openReader({ url: database }).catch(() => null));

    assert.notEqual(
      await canConnect(namespace, '127.0.0.1', postgres.url),
      0,
      'Postgres is out of its reach',
    );
    assert.equal(
      await canConnect(namespace, namespace.here, nats.coordinator),
      0,
      'NATS is within its reach',
    );
    const first = await eventually('a trial that the far worker trains', async () => {
      const trials = await trialsOf(reader, far.pid!);
      return trials.find(({ state, epochs }) => state === 'running' && epochs.length > 0) ?? null;
    });
    tell(`trial ${first.number} is trained by a worker that reaches NATS by the cable, and no Postgres`);

    await namespace.unplug();
    const lost = await eventually('the trial is taken back', async () => {
      const [attempt] = (await trialsOf(reader, far.pid!)).find(
        ({ number }) => number === first.number,
      )!.attempts;
      return attempt?.outcome ? attempt : null;
    });
    assert.equal(lost.outcome, 'lost');
    tell(`the cable is pulled: its attempt ends as ${lost.outcome} (${lost.reason})`);
    await namespace.plug();

    assert.equal((await sweep).code, 0);
    await assertWhole(reader);
    const trained = await trialsOf(reader, far.pid!);
    await reader.close();
    far.kill('SIGTERM');
    assert.equal((await left).code, 0, 'the far worker leaves when it is told');
    tell(
      `the cable is back: the study completes; trials with an attempt of the far worker: ${trained.map(({ number }) => number).join(', ')}`,
    );
  },
};

/** Exit code of a program in the namespace that connects to the port of a URL. */
async function canConnect(namespace: Namespace, host: string, url: string): Promise<number | null> {
  const { port } = new URL(url);
  const script = `require('net').connect(${port}, '${host}').on('connect', () => process.exit(0))`;
  return (await finish(namespace.spawn(process.execPath, ['-e', script], {}))).code;
}

/** Trials that have an attempt of the worker with this process id, which is part of its name. */
async function trialsOf(reader: Reader, pid: number): Promise<TrialDetail[]> {
  const trials = await allTrials(reader);
  return trials.filter(({ attempts }) => attempts.some(({ worker }) => worker.includes(`-${pid}-`)));
}

async function allTrials(reader: Reader): Promise<TrialDetail[]> {
  const study = await findStudySummary(reader, STUDY);
  if (!study) return [];
  const rows = await readTrials(reader, study.id, { sort: 'number' });
  const trials = await Promise.all(rows.map(({ number }) => readTrial(reader, study.id, number)));
  return trials.filter((trial) => trial !== null);
}

/** Every trial is complete, with each of its epochs once. */
async function assertWhole(reader: Reader): Promise<void> {
  const trials = await allTrials(reader);
  const expected = Array.from({ length: EPOCHS }, (_, index) => index + 1);
  assert.equal(trials.length, TRIALS);
  for (const { state, epochs } of trials) {
    assert.equal(state, 'complete');
    assert.deepEqual(
      epochs.map(({ epoch }) => epoch),
      expected,
    );
  }
}
