import { findServices } from '@ram-sweep/services';
import { findStudy, lockStudy, openStore, setStudyState } from '@ram-sweep/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finish, Sandbox } from '../sandbox.js';
import { curves, smallStudy, type PrintedTrial } from '../small-study.js';

describe('a sweep from start to the best config', () => {
  let sandbox: Sandbox;
  let output: string;

  beforeAll(async () => {
    sandbox = await Sandbox.create();
    const file = await sandbox.writeStudy('small.yaml', smallStudy('small'));
    const { code, stdout, stderr } = await sandbox.run(
      'start',
      file,
      '--plain',
      '--workers',
      '2',
      '--threads',
      '1',
    );
    output = stdout;
    expect(stderr).not.toMatch(/error/i);
    expect(code).toBe(0);
  });

  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]();
  });

  it('says what it trains on, and the best at the end', () => {
    expect(output).toContain('glyphs, digits drawn by ram-sweep (not MNIST)');
    expect(output).toMatch(/study small is complete: 3 of 3 trials/);
    expect(output).toMatch(/^validation {2}\d+\.\d\d% \(one seed\)$/m);
    expect(output).toContain('ram-sweep best small');
  });

  it('completes every trial once, with every epoch', async () => {
    const trials = await sandbox.json<PrintedTrial[]>('trials', 'small');
    expect(trials.map(({ state, attempt, epochs }) => ({ state, attempt, epochs }))).toEqual(
      Array.from({ length: 3 }, () => ({ state: 'complete', attempt: 1, epochs: 3 })),
    );
    const epochs = await curves(sandbox, 'small');
    expect(epochs.map(({ trial, epoch }) => `${trial}.${epoch}`)).toEqual(
      [0, 1, 2].flatMap((trial) => [1, 2, 3].map((epoch) => `${trial}.${epoch}`)),
    );
  });

  it('ends without a word when nobody reads on, as in `trials | head`', async () => {
    const child = sandbox.start('trials', 'small');
    child.stdout!.destroy();
    expect(await finish(child)).toMatchObject({ code: 0, stderr: '' });
  });

  it('names as best the trial of smallest validation error, with a config that a study file takes back', async () => {
    const trials = await sandbox.json<PrintedTrial[]>('trials', 'small');
    const best = await sandbox.json<{ trial: number; validationError: number; config: object }>(
      'best',
      'small',
    );
    const smallest = Math.min(...trials.map(({ bestValidationError }) => bestValidationError ?? 1));
    expect(best.validationError).toBe(smallest);
    const again = await sandbox.writeStudy(
      'again.json',
      JSON.stringify({
        name: 'again',
        dataset: { name: 'glyphs', train: 600, test: 100 },
        trials: 1,
        space: {},
        config: best.config,
      }),
    );
    expect((await sandbox.run('start', again, '--plain')).code).toBe(0);
    // The same config and seed give the same numbers.
    const repeated = await sandbox.json<{ validationError: number }>('best', 'again');
    expect(repeated.validationError).toBe(best.validationError);
  });

  it('measures the test error of the best checkpoint, and shows it from then on', async () => {
    const result = await sandbox.json<{ testError: number; images: number; trial: number }>('test', 'small');
    expect(result.images).toBe(100);
    expect(result.testError).toBeGreaterThanOrEqual(0);
    const best = await sandbox.json<{ testError: number; trial: number }>('best', 'small');
    expect(best).toMatchObject({ trial: result.trial, testError: result.testError });
  });

  it('continues a complete study when it is given more trials, and leaves the others alone', async () => {
    const before = await curves(sandbox, 'small');
    expect((await sandbox.run('resume', 'small', '--trials', '+2', '--plain')).code).toBe(0);
    const trials = await sandbox.json<PrintedTrial[]>('trials', 'small', '--sort', 'number');
    expect(trials.map(({ number, state }) => `${number} ${state}`)).toEqual(
      [0, 1, 2, 3, 4].map((n) => `${n} complete`),
    );
    expect((await curves(sandbox, 'small')).slice(0, before.length)).toEqual(before);
  });

  it('adds no trials where the sweep cannot be run', async () => {
    const before = await sandbox.json<PrintedTrial[]>('trials', 'small');
    const nonsense = await sandbox.run('resume', 'small', '--trials', '+2', '--device', 'gpu:one');
    expect(nonsense).toMatchObject({ code: 2, stdout: '' });

    const { databaseUrl } = (await findServices(sandbox.home))!;
    const store = await openStore({ url: databaseUrl });
    const lock = await lockStudy(store, (await findStudy(store, 'small'))!.id);
    const running = await sandbox.run('resume', 'small', '--trials', '+2', '--plain');
    expect(running).toMatchObject({ code: 1, stdout: '' });
    expect(running.stderr).toContain('ram-sweep stop small');
    await lock!.release();
    await store.close();

    expect(await sandbox.json('trials', 'small')).toEqual(before);
  });

  it('completes a study that was stopped as its last trial ended', async () => {
    const { databaseUrl } = (await findServices(sandbox.home))!;
    const store = await openStore({ url: databaseUrl });
    const { id } = (await findStudy(store, 'small'))!;
    await setStudyState(store, { study: id, state: 'stopped' });
    const { code } = await sandbox.run('resume', 'small', '--plain', '--workers', '1', '--threads', '1');
    expect(code).toBe(0);
    expect((await findStudy(store, 'small'))!.state).toBe('complete');
    await store.close();
  });

  it('lists the studies, newest first, and how far each is', async () => {
    const { stdout } = await sandbox.run('studies');
    const rows = stdout.trimEnd().split('\n').slice(1);
    expect(rows[0]).toMatch(
      /^again +complete +glyphs plain +1 +0 +1 +3 +\d+\.\d\d% \(trial 0; search, one seed\)/,
    );
    expect(rows[1]).toMatch(/^small +complete +glyphs plain +5 +0 +5 +15 /);
    expect(rows).toHaveLength(2);
  });

  it('refuses a changed study of the same name and names what changed', async () => {
    const file = await sandbox.writeStudy('changed.yaml', smallStudy('small', { epochs: 9 }));
    const { code, stderr } = await sandbox.run('start', file, '--plain');
    expect(code).toBe(2);
    expect(stderr).toContain('config.epochs');
    expect(stderr).toContain('--name');
  });

  it('answers what does not exist with exit code 3 and a way on', async () => {
    const { code, stderr } = await sandbox.run('show', '99', 'small');
    expect(code).toBe(3);
    expect(stderr).toContain('ram-sweep trials small');
    expect((await sandbox.run('best', 'no-such-study')).code).toBe(3);
  });

  it('deletes a study only when told so twice, not while it runs, and none but that', async () => {
    const asked = await sandbox.run('delete', 'again');
    expect(asked.code).toBe(2);
    expect(asked.stderr).toContain('study again with its 1 trial and 3 epochs would be deleted permanently');

    const { databaseUrl } = (await findServices(sandbox.home))!;
    const store = await openStore({ url: databaseUrl });
    const lock = await lockStudy(store, (await findStudy(store, 'again'))!.id);
    const running = await sandbox.run('delete', 'again', '--yes');
    expect(running.code).toBe(1);
    expect(running.stderr).toContain('ram-sweep stop again');
    await lock!.release();
    await store.close();

    expect((await sandbox.run('delete', 'again', '--yes')).code).toBe(0);
    const left = await sandbox.json<{ name: string }[]>('studies');
    expect(left.map(({ name }) => name)).toEqual(['small']);
    // Its checkpoints are there still: the test error of one that was not tested yet can be measured.
    expect((await sandbox.run('test', 'small', '--trial', '4')).code).toBe(0);
  });

  it('leaves no process behind after down', async () => {
    const { code, stdout } = await sandbox.run('down');
    expect(code).toBe(0);
    expect(stdout).toContain('stopped');
    expect(await sandbox.leftovers()).toEqual([]);
  });
});

describe('a study file with mistakes', () => {
  it('is refused with all of them, before any server starts', async () => {
    const sandbox = await Sandbox.create();
    try {
      const file = await sandbox.writeStudy(
        'bad.yaml',
        'name: bad\ndataset: { name: mnits }\ntrials: 0\nconfig: { epoch: 3 }\n',
      );
      const { code, stderr } = await sandbox.run('start', file);
      expect(code).toBe(2);
      for (const part of ['dataset.name', 'trials', 'epoch']) expect(stderr).toContain(part);
    } finally {
      await sandbox[Symbol.asyncDispose]();
    }
  });
});
