import { findStudySummary, openReader, readTrials } from '@ram-sweep/store/read';
import { newTestDatabase, startTestNats } from '@ram-sweep/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../../faults/gate.js';
import { eventually, Sandbox } from '../sandbox.js';
import { curves, smallStudy, type PrintedTrial } from '../small-study.js';

interface PhasedTrial extends PrintedTrial {
  readonly phase: 'search' | 'finalist' | 'control';
  readonly repeats: number | null;
  readonly epochsTotal: number;
  readonly config: { readonly policy: string; readonly seed: number; readonly restartEpoch: number | null };
}

interface PrintedBest {
  readonly source: string;
  readonly trial: number;
  readonly seeds: number;
  readonly validationError: number;
  readonly halfWidth95: number | null;
  readonly tests: readonly { readonly policy: string; readonly rollouts: number; readonly count: number }[];
  readonly controls: readonly { readonly policy: string; readonly tests: readonly unknown[] }[];
}

const FLAGS = ['--workers', '2', '--threads', '1', '--engine', 'onnx'];

/** Rungs at epochs 1 and 2 of 4; half of the trials continue from each. */
const asha = `
pruner: { name: asha, minEpochs: 1, reductionFactor: 2 }
finalists: { top: 2, seeds: 2, epochs: 2 }
`;

/** Trial numbers, smallest error of that epoch first, of those that have it. */
async function rankedAt(sandbox: Sandbox, study: string, epoch: number, search: ReadonlySet<number>) {
  const all = await curves(sandbox, study);
  return all
    .filter((each) => each.epoch === epoch && search.has(each.trial))
    .toSorted((a, b) => a.validationError - b.validationError || a.trial - b.trial)
    .map(({ trial }) => trial);
}

/** What successive halving promises at the end, whatever the order: the best half of each rung went on. */
async function expectHalving(sandbox: Sandbox, study: string, search: readonly PhasedTrial[]): Promise<void> {
  const numbers = new Set(search.map(({ number }) => number));
  const epochs = new Map(search.map((trial) => [trial.number, trial.epochs]));
  for (const rung of [1, 2]) {
    const ranked = await rankedAt(sandbox, study, rung, numbers);
    for (const trial of ranked.slice(0, Math.floor(ranked.length / 2))) {
      expect(epochs.get(trial)).toBeGreaterThan(rung);
    }
  }
  for (const { state, epochs: done } of search) {
    expect(state === 'complete' ? [4] : [1, 2]).toContain(done);
    expect(['complete', 'pruned']).toContain(state);
  }
}

describe('a study with a pruner and finalists', () => {
  let sandbox: Sandbox;
  let trials: readonly PhasedTrial[];

  beforeAll(async () => {
    sandbox = await Sandbox.onFreshServers();
    const file = await sandbox.writeStudy(
      'phases.yaml',
      smallStudy('phases', { trials: 6, epochs: 4, extra: asha }),
    );
    const { code, stdout } = await sandbox.run('start', file, '--plain', ...FLAGS);
    expect(code, stdout).toBe(0);
    trials = await sandbox.json<PhasedTrial[]>('trials', 'phases', '--sort', 'number');
  });

  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]();
  });

  const ofPhase = (phase: PhasedTrial['phase']) => trials.filter((trial) => trial.phase === phase);

  it('lets the best half of each rung go on, and ends the others there', async () => {
    expect(ofPhase('search')).toHaveLength(6);
    await expectHalving(sandbox, 'phases', ofPhase('search'));
  });

  it('trains the best two configs of the search again, each with two fresh seeds', async () => {
    const ranked = await sandbox.json<PhasedTrial[]>('trials', 'phases');
    const searched = ranked.filter(({ phase }) => phase === 'search');
    const finalists = ofPhase('finalist');
    expect(new Set(finalists.map(({ repeats }) => repeats))).toEqual(
      new Set(searched.slice(0, 2).map(({ number }) => number)),
    );
    expect(finalists.map(({ state, epochs, config }) => [state, epochs, config.restartEpoch])).toEqual(
      Array.from({ length: 4 }, () => ['complete', 2, null]),
    );
    expect(new Set(trials.map(({ config }) => config.seed)).size).toBe(10);
  });

  it('names the best by the mean over seeds, and says what it rests on', async () => {
    const finalists = ofPhase('finalist');
    const means = [...new Set(finalists.map(({ repeats }) => repeats))].map((source) => {
      const errors = finalists
        .filter(({ repeats }) => repeats === source)
        .map(({ bestValidationError }) => bestValidationError!);
      return errors.reduce((sum, error) => sum + error, 0) / errors.length;
    });
    const best = await sandbox.json<PrintedBest>('best', 'phases');
    expect(best).toMatchObject({ source: 'finalist', seeds: 2, tests: [] });
    expect(best.validationError).toBeCloseTo(Math.min(...means), 12);
    const short = await sandbox.run('best', 'phases');
    expect(short.stdout).toMatch(/^validation +\d+\.\d\d% ± \d+\.\d\d \(mean of 2 seeds\)$/m);
    const { stdout } = await sandbox.run('best', 'phases', '--full');
    expect(stdout).toMatch(/found by +the finalists: trial \d of the search again, 2 seeds/);
    expect(stdout).toMatch(/validation error +\d+\.\d\d% ± \d+\.\d\d \(mean of 2 seeds\)/);
  });

  it('adds controls with the config and seeds of the winner that learn nothing', async () => {
    const best = await sandbox.json<PrintedBest>('best', 'phases');
    const winner = trials.find(({ number }) => number === best.trial)!;
    const seeds = ofPhase('finalist').filter(({ repeats }) => repeats === winner.repeats);
    const controls = ofPhase('control');
    expect(controls.map(({ repeats }) => repeats)).toEqual(Array.from({ length: 4 }, () => winner.repeats));
    expect(controls.map(({ config }) => `${config.policy} ${config.seed}`)).toEqual(
      ['random', 'frozen'].flatMap((policy) => seeds.map(({ config }) => `${policy} ${config.seed}`)),
    );
    expect(best.controls.map(({ policy }) => policy).toSorted()).toEqual(['frozen', 'random']);
  });

  it('measures finalists and controls on the test images once, in two ways', async () => {
    const measured = await sandbox.json<object[]>('test', 'phases', '--finalists');
    expect(measured).toHaveLength(16);
    const best = await sandbox.json<PrintedBest>('best', 'phases');
    expect(best.tests.map(({ policy, rollouts, count }) => [policy, rollouts, count])).toEqual([
      ['mean', 1, 2],
      ['sampled', 10, 2],
    ]);
    expect(best.controls.map(({ tests }) => tests.length)).toEqual([2, 2]);
    expect(await sandbox.json<object[]>('test', 'phases', '--finalists')).toEqual([]);
    const { stdout, stderr } = await sandbox.run('test', 'phases', '--finalists');
    const [heading, ...rows] = stdout.trimEnd().split('\n');
    expect(heading).toMatch(/^trial +what .*test, mean +test, 10 × sampled$/);
    expect(rows).toHaveLength(8);
    expect(heading!.length).toBeLessThanOrEqual(80);
    for (const row of rows) expect(row).toMatch(/ \d+\.\d\d% +\d+\.\d\d% +\d+\.\d\d%$/);
    expect(stderr).toContain('measured before');
  });

  it('takes up its pruned trials when a person asks', async () => {
    const { code, stderr } = await sandbox.run('resume', 'phases', '--retry-pruned', '--plain');
    expect(code, stderr).toBe(0);
    const again = (await sandbox.json<PhasedTrial[]>('trials', 'phases', '--sort', 'number')).slice(0, 6);
    for (const [number, before] of trials.slice(0, 6).entries()) {
      if (before.state === 'pruned') expect(again[number]!.epochs).toBeGreaterThan(before.epochs);
    }
    await expectHalving(sandbox, 'phases', again);
  });
});

describe('a study with a pruner whose coordinator and worker are killed', () => {
  it('ends as every such study does: nothing twice, nothing undecided', async () => {
    await using nats = await startTestNats();
    // Those that continue from the first rung wait, so that most is yet to be decided.
    await using gate = await Gate.at(1);
    const { url, readerUrl } = await newTestDatabase();
    await using sandbox = await Sandbox.onServers(url, nats, gate.env);
    const file = await sandbox.writeStudy(
      'killed.yaml',
      smallStudy('killed', { trials: 6, epochs: 4, extra: asha }),
    );
    const { code } = await sandbox.run('start', file, '--detach', '--lease', '4', ...FLAGS);
    expect(code).toBe(0);
    await using reader = await openReader({ url: readerUrl });
    const study = (await findStudySummary(reader, 'killed'))!;
    await eventually('the first pruned trial', async () => {
      const pruned = await readTrials(reader, study.id, { states: ['pruned'] });
      return pruned.length > 0;
    });
    for (const kind of ['coordinator', 'worker'] as const) {
      const [pid] = await sandbox.pids(kind);
      process.kill(pid!, 'SIGKILL');
    }
    await gate.letAll();
    await eventually('the end of the sweep', async () => (await sandbox.pids('supervise')).length === 0);

    const trials = await sandbox.json<PhasedTrial[]>('trials', 'killed', '--sort', 'number');
    expect(trials).toHaveLength(14);
    for (const { state } of trials) expect(['complete', 'pruned']).toContain(state);
    await expectHalving(
      sandbox,
      'killed',
      trials.filter(({ phase }) => phase === 'search'),
    );
    const names = (await curves(sandbox, 'killed')).map(({ trial, epoch }) => `${trial}.${epoch}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(trials.reduce((sum, { epochs }) => sum + epochs, 0));
  });
});
