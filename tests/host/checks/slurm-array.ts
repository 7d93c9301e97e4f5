import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { findStudySummary, openReader, readTrial, readTrials, type Reader } from '@ram-sweep/store/read';
import { startTestPostgres } from '@ram-sweep/testkit';
import { eventually, finish } from '../../program/sandbox.js';
import { curves, smallStudy } from '../../program/small-study.js';
import { install } from '../installed.js';
import { startNats } from '../nats-with-accounts.js';
import { slurm } from '../needs.js';
import type { Check } from '../run-checks.js';
import { SlurmNode } from '../slurm-node.js';

const script = fileURLToPath(new URL('../../../../../../infra/slurm/workers.sbatch', import.meta.url));
/** Long enough to be disturbed. */
const STUDY = { trials: 4, epochs: 1_500 };
/** In place of the script's: a limit of a minute, of which its jobs are signalled 25 s before. */
const LIMITS = ['--array=1-2', '--cpus-per-task=1', '--time=00:01:00', '--signal=B:USR1@25'];

/**
 * A study whose workers are an array of SLURM jobs. One is preempted (requeued by the scheduler), and those that run
 * for long enough are requeued before their time limit: it ends with the numbers of an undisturbed one.
 */
export const slurmArray: Check = {
  name: 'slurm-array',
  needs: [slurm],
  run: async (tell) => {
    await using installed = await install();
    await using postgres = await startTestPostgres();
    await using nats = await startNats('127.0.0.1');
    using node = await SlurmNode.start(installed.sandbox.home);
    const database = await postgres.createDatabase();
    const sandbox = installed.sandbox.with({
      RAM_SWEEP_DATABASE: database,
      RAM_SWEEP_NATS: nats.coordinator,
    });
    const study = await sandbox.writeStudy('study.yaml', smallStudy('undisturbed', STUDY));

    const flags = ['--plain', '--threads', '1', '--engine', 'onnx'];
    assert.equal((await sandbox.run('start', study, '--workers', '2', ...flags)).code, 0);
    const sweep = finish(sandbox.start('start', study, '--name', 'disturbed', '--workers', '0', ...flags));
    const reader = await openReader({ url: database });

    const env = {
      ...installed.env,
      RAM_SWEEP_NATS: nats.worker,
      RAM_SWEEP_THREADS: '1',
      // Shorter than what a run may have between its start and its signal, or the last jobs would never drain.
      RAM_SWEEP_IDLE_SECONDS: '3',
    };
    const job = await node.run('sbatch', ['--parsable', ...LIMITS, script], env);
    await eventually('two trials in training', async () => (await running(reader)) === 2);
    await node.run('scontrol', ['requeue', `${job}_2`]);
    tell(`job ${job}_2 is requeued by the scheduler, as at a preemption, while both jobs train`);
    await node.run('scancel', ['--signal=USR1', '--batch', `${job}_1`]);
    tell(`job ${job}_1 is signalled that its time is almost over`);

    const { code, stdout } = await sweep;
    assert.equal(code, 0, stdout);
    const drained = async (): Promise<boolean> => (await node.run('squeue', ['--noheader'])) === '';
    await eventually('an empty queue', drained);
    for (const task of [1, 2])
      tell(`\njob ${job}_${task}:\n${brief(await node.read(`ram-sweep-${job}_${task}.log`))}`);

    const outcomes = await attemptsOf(reader);
    await reader.close();
    tell(`\nattempts of the ${STUDY.trials} trials: ${outcomes.join(', ')}`);
    assert(
      outcomes.filter((outcome) => outcome === 'released').length >= 2,
      'jobs were stopped in mid-trial',
    );
    assert(!outcomes.includes('lost'), 'each gave its trial back');
    assert.deepEqual(await curves(sandbox, 'disturbed'), await curves(sandbox, 'undisturbed'));
    tell('every epoch of every trial is that of the undisturbed study, to the last bit; the queue is empty');
  },
};

async function running(reader: Reader): Promise<number> {
  const study = await findStudySummary(reader, 'disturbed');
  const trials = study ? await readTrials(reader, study.id, { states: ['running'] }) : [];
  return trials.filter(({ epochs }) => epochs > 0).length;
}

/** How the attempts of all trials ended. */
async function attemptsOf(reader: Reader): Promise<string[]> {
  const study = await findStudySummary(reader, 'disturbed');
  const trials = await Promise.all(
    Array.from({ length: STUDY.trials }, (_, number) => readTrial(reader, study!.id, number)),
  );
  return trials.flatMap((trial) => trial!.attempts.map(({ outcome }) => outcome ?? 'running'));
}

/** The log of a job without the lines of single trials. */
const brief = (log: string): string =>
  log
    .split('\n')
    .filter((line) => !line.includes(' training ') && line !== '')
    .join('\n');
