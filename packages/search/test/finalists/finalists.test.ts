import { compileTrialConfig, studySpecSchema, type StudySpec } from '@ram-sweep/protocol';
import {
  meanInterval,
  planControls,
  planFinalists,
  finalistsInTraining,
  rankFinalists,
  winningFinalist,
} from '../../src/finalists/index.js';
import { describe, expect, it } from 'vitest';

const spec = (finalists: object): StudySpec =>
  studySpecSchema.parse({ name: 'study', dataset: { name: 'mnist' }, seed: 5, finalists });

const source = (number: number) => ({
  number,
  searchIndex: number,
  params: { std: 0.1 * (number + 1) },
  config: compileTrialConfig({ std: 0.1 * (number + 1), epochs: 9, restartEpoch: 1, seed: 77 }),
});

const seedsOf = (trials: readonly { config: { seed: number } }[]) => trials.map(({ config }) => config.seed);

describe('finalists', () => {
  it('are the given configs with fresh seeds, to the full number of epochs in one cycle', () => {
    const planned = planFinalists(spec({ top: 2, seeds: 3, epochs: 40 }), [source(4), source(1)], 12);
    expect(planned.map(({ number, repeats, phase }) => [number, repeats, phase])).toEqual([
      [12, 4, 'finalist'],
      [13, 4, 'finalist'],
      [14, 4, 'finalist'],
      [15, 1, 'finalist'],
      [16, 1, 'finalist'],
      [17, 1, 'finalist'],
    ]);
    const { seed, ...config } = planned[0]!.config;
    const { seed: drawn, ...drawnConfig } = source(4).config;
    expect(config).toEqual({ ...drawnConfig, epochs: 40, restartEpoch: null });
    expect(new Set([drawn, ...planned.map((each) => each.config.seed)])).toHaveProperty('size', 7);
    expect(seed).not.toBe(drawn);
  });

  it('have the same seeds whenever they are planned, and as many epochs as the search if none are given', () => {
    const alone = planFinalists(spec({ seeds: 2 }), [source(1)], 30);
    const together = planFinalists(spec({ seeds: 3 }), [source(4), source(1)], 12);
    expect(alone.map(({ config }) => config.seed)).toEqual(
      together.slice(3, 5).map(({ config }) => config.seed),
    );
    expect(alone[0]!.config.epochs).toBe(9);
  });

  it('have the seeds of their place in the search, whatever number an extension of the search gave them', () => {
    const study = spec({ seeds: 2 });
    const extended = { ...source(4), number: 19 };
    expect(seedsOf(planFinalists(study, [extended], 30))).toEqual(
      seedsOf(planFinalists(study, [source(4)], 30)),
    );
    expect(planFinalists(study, [extended], 30)[0]!.repeats).toBe(19);
    expect(seedsOf(planControls(study, extended, 30))).toEqual(seedsOf(planControls(study, source(4), 30)));
  });

  it('hand their seeds to their controls where they are there already', () => {
    const controls = planControls(
      spec({ seeds: 2, controlSeeds: 3, controls: ['random'] }),
      source(1),
      12,
      [8, 9],
    );
    const drawn = planControls(spec({ seeds: 3, controls: ['random'] }), source(1), 12)[2]!;
    expect(controls.map(({ config }) => config.seed)).toEqual([8, 9, drawn.config.seed]);
  });

  it('are followed by controls: the same seeds, a policy that learns nothing', () => {
    const study = spec({ seeds: 2 });
    const finalists = planFinalists(study, [source(1)], 12);
    const controls = planControls(study, source(1), 14);
    expect(controls.map(({ number, phase, config }) => [number, phase, config.policy])).toEqual([
      [14, 'control', 'random'],
      [15, 'control', 'random'],
      [16, 'control', 'frozen'],
      [17, 'control', 'frozen'],
    ]);
    expect(controls[1]!.config).toEqual({ ...finalists[1]!.config, policy: 'random' });
  });

  it('are followed by fewer controls if the study says so, with the first of their seeds', () => {
    const study = spec({ seeds: 3, controlSeeds: 1 });
    const [first] = planFinalists(study, [source(1)], 12);
    expect(planControls(study, source(1), 15).map(({ number, config }) => ({ number, config }))).toEqual([
      { number: 15, config: { ...first!.config, policy: 'random' } },
      { number: 16, config: { ...first!.config, policy: 'frozen' } },
    ]);
  });
});

const trial = (
  number: number,
  phase: 'search' | 'finalist' | 'control',
  repeats: number | null,
  error: number | null,
) => ({
  number,
  phase,
  repeats,
  config: compileTrialConfig({ policy: phase === 'control' ? 'random' : 'learned' }),
  state: error === null ? ('failed' as const) : ('complete' as const),
  bestValidationError: error,
});

describe('the ranking of finalists', () => {
  it('goes by the mean over seeds, not by the luckiest seed; controls stand apart', () => {
    const ranking = rankFinalists([
      trial(0, 'search', null, 0.001),
      trial(10, 'finalist', 0, 0.01),
      trial(11, 'finalist', 0, 0.04),
      trial(12, 'finalist', 3, 0.02),
      trial(13, 'finalist', 3, 0.02),
      trial(14, 'finalist', 5, null),
      trial(15, 'control', 3, 0.005),
    ]);
    expect(
      ranking.map(({ phase, repeats, validation }) => [phase, repeats, validation?.mean ?? null]),
    ).toEqual([
      ['finalist', 3, 0.02],
      ['finalist', 0, 0.025],
      ['finalist', 5, null],
      ['control', 3, 0.005],
    ]);
  });

  it('puts a config whose seeds failed behind one whose seeds all came through, however good the rest is', () => {
    const ranking = rankFinalists([
      trial(10, 'finalist', 0, 0.007),
      trial(11, 'finalist', 0, null),
      trial(12, 'finalist', 3, 0.01),
      trial(13, 'finalist', 3, 0.02),
      trial(14, 'finalist', 5, null),
      trial(15, 'finalist', 5, null),
    ]);
    expect(ranking.map(({ repeats, validation }) => [repeats, validation?.mean, validation?.count])).toEqual([
      [3, 0.015, 2],
      [0, 0.007, 1],
      [5, undefined, undefined],
    ]);
  });

  it('has a winner once all finalists are over, cancelled ones included', () => {
    const running = { ...trial(13, 'finalist', 3, 0.01), state: 'running' as const };
    const others = [trial(11, 'finalist', 0, 0.02), trial(12, 'finalist', 3, 0.01)];
    expect(winningFinalist(rankFinalists([...others, running]))).toBeNull();
    // The mean of a config that has lost a seed, however it was lost, is that of the lucky ones.
    const cancelled = { ...running, state: 'cancelled' as const };
    expect(winningFinalist(rankFinalists([...others, cancelled]))).toMatchObject({ repeats: 0 });
    expect(winningFinalist(rankFinalists([others[1]!, cancelled]))).toMatchObject({ repeats: 3 });
    expect(winningFinalist(rankFinalists([trial(10, 'finalist', 0, null)]))).toBeNull();
    expect(winningFinalist([])).toBeNull();
  });

  it('keeps its winner while finalists train that a longer search has added', () => {
    const first = [trial(10, 'finalist', 0, 0.02), trial(11, 'finalist', 3, 0.03)];
    // Numbers 12 to 15 are the trials that the search was extended by.
    const later = (state: 'running' | 'complete') => ({ ...trial(16, 'finalist', 14, 0.01), state });
    const waiting = rankFinalists([...first, later('running'), trial(17, 'finalist', 15, null)]);
    expect(winningFinalist(waiting)).toMatchObject({ repeats: 0 });
    const running = rankFinalists([...first, later('running')]);
    expect([winningFinalist(running)?.repeats, finalistsInTraining(running)]).toEqual([0, 1]);
    const over = rankFinalists([...first, later('complete')]);
    expect([winningFinalist(over)?.repeats, finalistsInTraining(over)]).toEqual([14, 0]);
  });

  it("gives the 95 % interval of the mean by Student's t", () => {
    // 1, 2, 3: s = 1, t(0.975, 2) = 4.302653 (tables), so 4.302653 / √3.
    expect(meanInterval([1, 2, 3])).toEqual({ mean: 2, count: 3, halfWidth: expect.closeTo(2.484138, 5) });
    expect(meanInterval([0.5])).toEqual({ mean: 0.5, count: 1, halfWidth: null });
    expect(() => meanInterval([])).toThrow(RangeError);
  });
});
