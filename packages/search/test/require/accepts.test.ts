import { describe, expect, test } from 'vitest';
import { accepts, sampleTrial } from '../../src/index.js';
import { spec } from '../specs.js';

const trials = (of: Parameters<typeof sampleTrial>[0], count: number) =>
  Array.from({ length: count }, (_, index) => sampleTrial(of, index));

describe('require', () => {
  test('holds for the complete config: what is drawn, what is fixed, and defaults', () => {
    const of = spec(
      'config: { patchSize: 12 }',
      'require: [patchSize * 2 ** (scale - 1) <= 30, "hidden == 256", "learningRate < std"]',
    );
    // 12 · 2 = 24 fits and 12 · 4 = 48 does not; hidden and learningRate are at their defaults, 256 and 0.001.
    expect(accepts(of, { scale: 2, std: 0.1 })).toBe(true);
    expect(accepts(of, { scale: 3, std: 0.1 })).toBe(false);
    expect(accepts(of, { scale: 2, std: 0.001 })).toBe(false);
  });

  test('the restarts that asha brings are part of the config', () => {
    const asha = 'pruner: { name: asha, minEpochs: 5 }';
    expect(accepts(spec(asha, 'require: [restartEpoch == 5]'), {})).toBe(true);
  });

  test('no trial breaks it', () => {
    const of = spec('require: [glimpses + scale <= 6, std < 0.2]');
    for (const { config } of trials(of, 200)) {
      expect(config.glimpses + config.scale).toBeLessThanOrEqual(6);
      expect(config.std).toBeLessThan(0.2);
    }
  });

  test('a trial whose first draw meets it is what it would be without', () => {
    const [free, bound] = [spec(), spec('require: [glimpses + scale <= 6]')];
    const [before, after] = [trials(free, 100), trials(bound, 100)];
    const kept = before.filter(({ params }) => accepts(bound, params));
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.length).toBeLessThan(90);
    for (const [index, trial] of before.entries()) {
      if (accepts(bound, trial.params)) expect(after[index]).toEqual(trial);
      else expect(after[index]!.params).not.toEqual(trial.params);
    }
  });

  test('a draw is as likely as any other that meets it', () => {
    const of = spec(
      'space:',
      '  glimpses: { distribution: integer, low: 1, high: 3 }',
      '  scale: { distribution: integer, low: 1, high: 3 }',
      'require: [glimpses < scale]',
    );
    const counts = new Map<string, number>();
    for (const { config } of trials(of, 900)) {
      const kind = `${config.glimpses} ${config.scale}`;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted()).toEqual(['1 2', '1 3', '2 3']);
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 300) ** 2 / 300, 0);
    // 99.9 % of χ² with 2 degrees of freedom.
    expect(chiSquare).toBeLessThan(13.82);
  });

  test('what hardly any draw meets is found all the same', () => {
    const of = spec(
      'space:',
      '  hidden: { distribution: integer, low: 1, high: 100 }',
      '  patchHidden: { distribution: integer, low: 1, high: 100 }',
      'require: [hidden + patchHidden > 198]',
    );
    // Three of 10,000: 99 + 100, 100 + 99, 100 + 100.
    const found = trials(of, 30).map(({ config }) => [config.hidden, config.patchHidden].join('+'));
    expect([...new Set(found)].toSorted()).toEqual(['100+100', '100+99', '99+100']);
  });
});
