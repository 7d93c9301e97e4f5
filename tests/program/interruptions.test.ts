import { findStudySummary, readActivity, readTrial, readTrials, type Reader } from '@ram-sweep/store/read';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, finish, Sandbox } from './sandbox.js';
import { curves, smallStudy, type PrintedTrial } from './small-study.js';

const STUDY = { trials: 3, epochs: 20 };

/** Whether a trial of the study runs and has finished some epochs but not all. */
async function inMidTrial(reader: Reader, study: string): Promise<boolean> {
  const found = await findStudySummary(reader, study);
  if (!found) return false;
  const running = await readTrials(reader, found.id, { states: ['running'] });
  return running.some(({ epochs }) => epochs >= 2 && epochs <= STUDY.epochs - 5);
}

describe('a sweep that is interrupted', () => {
  let sandbox: Sandbox;
  let reader: Reader;
  let undisturbed: Awaited<ReturnType<typeof curves>>;

  const startArgs = async (name: string): Promise<string[]> => {
    const file = await sandbox.writeStudy(`${name}.yaml`, smallStudy(name, STUDY));
    return ['start', file, '--plain', '--workers', '2', '--threads', '1'];
  };

  const expectUndisturbed = async (name: string): Promise<void> => {
    const trials = await sandbox.json<PrintedTrial[]>('trials', name, '--sort', 'number');
    expect(trials.map(({ number, state }) => `${number} ${state}`)).toEqual([
      '0 complete',
      '1 complete',
      '2 complete',
    ]);
    expect(await curves(sandbox, name)).toEqual(undisturbed);
  };

  beforeAll(async () => {
    sandbox = await Sandbox.create();
    expect((await sandbox.run(...(await startArgs('undisturbed')))).code).toBe(0);
    reader = await sandbox.openReader();
    undisturbed = await curves(sandbox, 'undisturbed');
    expect(undisturbed).toHaveLength(STUDY.trials * STUDY.epochs);
  });

  afterAll(async () => {
    await reader.close();
    await sandbox[Symbol.asyncDispose]();
  });

  it('by kill -9 of a worker in mid-trial: every trial completes once, with the same numbers', async () => {
    const sweep = sandbox.start(...(await startArgs('killed-worker')));
    const finished = finish(sweep);
    await eventually('a trial in its middle', 60, () => inMidTrial(reader, 'killed-worker'));
    const [victim] = await sandbox.pids('worker');
    process.kill(victim!, 'SIGKILL');
    expect((await finished).code).toBe(0);
    await expectUndisturbed('killed-worker');
    const trials = await sandbox.json<PrintedTrial[]>('trials', 'killed-worker');
    expect(Math.max(...trials.map(({ attempt }) => attempt))).toBe(2);
  });

  it('by Ctrl-C and resumed: running trials go back to waiting, and end with the same numbers', async () => {
    const sweep = sandbox.start(...(await startArgs('interrupted')));
    const finished = finish(sweep);
    await eventually('a trial in its middle', 60, () => inMidTrial(reader, 'interrupted'));
    sweep.kill('SIGINT');
    const { code, stdout } = await finished;
    expect(code).toBe(130);
    expect(stdout).toContain('ram-sweep resume interrupted');
    const stopped = await sandbox.json<PrintedTrial[]>('trials', 'interrupted');
    expect(stopped.filter(({ state }) => state === 'running')).toEqual([]);
    expect(stopped.filter(({ state }) => state === 'waiting').length).toBeGreaterThan(0);
    expect(await sandbox.pids('worker')).toEqual([]);

    expect(
      (await sandbox.run('resume', 'interrupted', '--plain', '--workers', '2', '--threads', '1')).code,
    ).toBe(0);
    await expectUndisturbed('interrupted');
  });

  it('with a damaged checkpoint: the one before is used, people are told, the numbers are the same', async () => {
    const sweep = sandbox.start(...(await startArgs('damaged')));
    const finished = finish(sweep);
    await eventually('a trial in its middle', 60, () => inMidTrial(reader, 'damaged'));
    sweep.kill('SIGINT');
    await finished;
    const study = (await findStudySummary(reader, 'damaged'))!;
    const [trial] = (await readTrials(reader, study.id, { states: ['waiting'] })).filter(
      ({ epochs }) => epochs > 0,
    );
    const { checkpoints } = (await readTrial(reader, study.id, trial!.number))!;
    await sandbox.overwriteCheckpoint(checkpoints[0]!);

    expect((await sandbox.run('resume', 'damaged', '--plain', '--workers', '2', '--threads', '1')).code).toBe(
      0,
    );
    await expectUndisturbed('damaged');
    const messages = (await readActivity(reader, study.id, { limit: 100 })).map(({ message }) => message);
    expect(messages.filter((message) => message.includes('SHA-256'))).toHaveLength(1);
  });

  it('by kill -9 of the coordinator: it is started again and goes on', async () => {
    const sweep = sandbox.start(...(await startArgs('killed-coordinator')));
    const finished = finish(sweep);
    await eventually('a trial in its middle', 60, () => inMidTrial(reader, 'killed-coordinator'));
    const [coordinator] = await sandbox.pids('coordinator');
    process.kill(coordinator!, 'SIGKILL');
    expect((await finished).code).toBe(0);
    await expectUndisturbed('killed-coordinator');
  });

  it('not by a second coordinator: it says that the study runs already', async () => {
    const args = await startArgs('twice');
    const sweep = sandbox.start(...args);
    const finished = finish(sweep);
    await eventually('a coordinator', 30, async () => (await sandbox.pids('coordinator')).length > 0);
    const second = await sandbox.run(...args);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('runs already');
    expect((await finished).code).toBe(0);
    await expectUndisturbed('twice');
  });
});
