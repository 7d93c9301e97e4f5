import { compileTrialConfig, type TrialConfig } from '@ram-sweep/protocol';
import { rankFinalists, type RankedTrial } from '@ram-sweep/search/finalists';
import { describe, expect, it } from 'vitest';
import {
  attentionVerdict,
  describeAttention,
  describeBest,
  describeOthers,
  describeVerdict,
  winnerOf,
} from '../src/index.js';
import type { TestedTrial } from '../src/verdict/finding.js';
import { difference } from '../src/verdict/difference.js';

type Policy = TrialConfig['policy'];

/** Seeds of trial 3's config with one policy, by their validation errors; null for one that still runs. */
const seeds = (policy: Policy, from: number, ...errors: (number | null)[]): RankedTrial[] =>
  errors.map((bestValidationError, index) => ({
    number: from + index,
    phase: policy === 'learned' ? 'finalist' : 'control',
    repeats: 3,
    config: compileTrialConfig({ policy }),
    state: bestValidationError === null ? 'running' : 'complete',
    bestValidationError,
  }));

const verdictOf = (...trials: TestedTrial[]) => attentionVerdict(winnerOf(rankFinalists(trials), null)!);

describe("Welch's interval of a difference", () => {
  it('lets the two vary differently', () => {
    // Means 2 and 12, s² 1 and 16, so a = 1/3, b = 16/3 and the half width is t(0.975, ν) · √(17/3).
    // ν = (17/3)² / ((1/9)/2 + (256/9)/2) = (289/9) / (257/18) = 578/257 = 2.249027; t(0.975, ν) = 3.876857 by
    // scipy.stats.t.ppf, so the half width is 3.876857 · 2.380476 = 9.228765.
    const found = difference([1, 2, 3], [8, 12, 16])!;
    expect(found.mean).toBeCloseTo(10, 12);
    expect(found.high - found.mean).toBeCloseTo(9.228765, 5);
    expect(found.mean - found.low).toBeCloseTo(9.228765, 5);
  });

  it('holds a single control against the prediction of one more seed', () => {
    // s = 1, n = 3: t(0.975, 2) · √(1 + 1/3) = 4.302653 · 1.154701 = 4.968276
    const found = difference([1, 2, 3], [12])!;
    expect(found.low).toBeCloseTo(10 - 4.968276, 5);
    expect(found.high).toBeCloseTo(10 + 4.968276, 5);
  });

  it('is a point where no seed differs, and unknown for one learned seed', () => {
    expect(difference([2, 2], [5, 5])).toEqual({ mean: 3, low: 3, high: 3 });
    expect(difference([2], [5, 5])).toBeNull();
    expect(difference([2, 2], [5])).toBeNull();
    expect(difference([2, 2], [])).toBeNull();
  });
});

describe('the verdict of attention', () => {
  const learned = seeds('learned', 10, 0.03, 0.031, 0.032);

  it('is that it pays where the better control is outside the interval', () => {
    const verdict = verdictOf(
      ...learned,
      ...seeds('frozen', 20, 0.12, 0.121, 0.119),
      ...seeds('random', 30, 0.09, 0.1, 0.095),
    )!;
    expect(verdict.attention).toBe('pays');
    // against the random policy, whose mean is the smaller: 9.5% − 3.1%
    expect(verdict.difference?.mean).toBeCloseTo(0.064, 12);
    // t(0.975, 2) = 4.302653: ± s · t / √3 with s = 0.001, 0.005 and 0.001
    expect(describeVerdict(verdict)).toBe(
      'learned 3.10% ± 0.25, random 9.50% ± 1.24, frozen 12.00% ± 0.25: attention pays',
    );
    // Welch, a = 0.1²/3 and b = 0.5²/3: ν = 0.26² / ((0.01² + 0.25²) / 2) = 2.159744, t(0.975, ν) = 4.015160 by
    // scipy.stats.t.ppf, half width 4.015160 · √(0.26/3) = 1.182028
    expect(describeAttention(verdict)).toBe(
      'attention pays: 6.40 points better than random (95%: 5.22 to 7.58)',
    );
  });

  it('is not shown where the interval has 0 in it, whatever the means say', () => {
    const verdict = verdictOf(...seeds('learned', 10, 0.01, 0.05), ...seeds('frozen', 20, 0.04, 0.06))!;
    expect(verdict.attention).toBe('not shown');
    expect(describeVerdict(verdict)).toMatch(/: attention is not shown to pay$/);
    expect(describeAttention(verdict)).toMatch(
      /^attention is not shown to pay: 2\.00 points better than frozen, which may be chance \(95%: \d+\.\d\d worse to \d+\.\d\d better\)$/,
    );
  });

  it('is that it costs where the control is better beyond doubt', () => {
    const verdict = verdictOf(...learned, ...seeds('frozen', 20, 0.01, 0.011, 0.012))!;
    expect(verdict.attention).toBe('costs');
    // 3.1% − 1.1% ± t(0.975, 4) · √(2 · 0.1² / 3) = 2.776445 · 0.081650 = 0.2267
    expect(describeAttention(verdict)).toBe(
      'attention does not pay: 2.00 points worse than frozen (95%: 1.77 to 2.23)',
    );
  });

  it('is not shown by one learned seed', () => {
    const verdict = verdictOf(...seeds('learned', 10, 0.03), ...seeds('frozen', 20, 0.5, 0.5))!;
    expect([verdict.attention, verdict.difference]).toEqual(['not shown', null]);
    expect(describeAttention(verdict)).toBe('attention is not shown to pay');
  });

  it('is not shown where a seed of either side failed, as the others would be the lucky ones', () => {
    const failed = { ...seeds('frozen', 25, 0.5)[0]!, state: 'failed' as const };
    const verdict = verdictOf(...learned, ...seeds('frozen', 20, 0.01, 0.011), failed);
    expect([verdict?.attention, verdict?.difference]).toEqual(['not shown', null]);
  });

  it('takes what rounding makes of equal errors for no difference', () => {
    const same = Array.from({ length: 10 }, () => 0.3);
    const verdict = verdictOf(...seeds('learned', 10, ...same), ...seeds('frozen', 30, 0.3, 0.3, 0.3));
    expect(verdict?.attention).toBe('not shown');
    expect(describeAttention(verdict!)).toBe(
      'attention is not shown to pay: the same error as frozen (95%: 0.00 worse to 0.00 better)',
    );
  });

  it('is none where the winner itself learns nothing', () => {
    const random = seeds('random', 10, 0.8, 0.82).map((trial) => ({ ...trial, phase: 'finalist' as const }));
    expect(verdictOf(...random, ...seeds('frozen', 20, 0.1, 0.12))).toBeNull();
  });

  it('waits until every control is over, and is none where there are no controls', () => {
    expect(verdictOf(...learned, ...seeds('frozen', 20, 0.12, null))).toBeNull();
    expect(verdictOf(...learned)).toBeNull();
  });
});

/** The trainings with their test errors along the mean policy and, where given, averaged over ten sampled paths. */
const tested = (trials: readonly RankedTrial[], once: readonly number[], ten: readonly number[] = []) =>
  trials.map((trial, index): TestedTrial => ({
    ...trial,
    tests: [
      ...once.slice(index, index + 1).map((error) => ({ policy: 'mean' as const, rollouts: 1, error })),
      ...ten.slice(index, index + 1).map((error) => ({ policy: 'sampled' as const, rollouts: 10, error })),
    ],
  }));

describe('the verdict once winner and controls were tested', () => {
  // On validation images the intervals meet: 5% ± 7 against 4.5%.
  const learned = seeds('learned', 10, 0.02, 0.05, 0.08);
  const frozen = seeds('frozen', 20, 0.04, 0.045, 0.05);
  const [apart, far] = [
    [0.03, 0.031, 0.032],
    [0.12, 0.121, 0.119],
  ] as const;

  it('goes by the test images, which chose nothing, and says what the others say', () => {
    const verdict = verdictOf(...tested(learned, apart, far), ...tested(frozen, far, apart))!;
    expect(verdict.attention).toBe('pays');
    expect(describeVerdict(verdict)).toBe(
      'learned 3.10% ± 0.25, frozen 12.00% ± 0.25 on test images: attention pays',
    );
    // Welch for s of 0.1 points twice: t(0.975, 4) · √(2 · 0.1² / 3) = 0.2267
    expect(describeAttention(verdict)).toBe(
      'attention pays: 8.90 points better than frozen (95%: 8.67 to 9.13)',
    );
    expect(describeOthers(verdict)).toEqual([
      expect.stringMatching(/^on validation images it is not shown to pay: 0\.50 points worse than frozen/),
      'with 10 sampled rollouts it does not pay: 8.90 points worse than frozen (95%: 8.67 to 9.13)',
    ]);
  });

  it('goes by validation images where a seed of either side is not tested yet', () => {
    const verdict = verdictOf(...tested(learned, apart), ...tested(frozen, far.slice(1)))!;
    expect([verdict.measure, verdict.others]).toEqual([{ images: 'validation' }, []]);
    expect(verdict.attention).toBe('not shown');
  });

  it('goes by validation images where the test took other paths than the config does', () => {
    const verdict = verdictOf(...tested(learned, [], apart), ...tested(frozen, [], far))!;
    expect(verdict.measure).toEqual({ images: 'validation' });
    expect(describeOthers(verdict)[0]).toMatch(/^with 10 sampled rollouts it pays: 8\.90 points better/);
  });
});

describe('the best in few words', () => {
  const best = {
    trial: 12,
    searchTrial: 4,
    params: {},
    validation: { mean: 0.031, count: 3, halfWidth: 0.004 },
  };

  const words = (inTraining: number) => describeBest({ ...best, source: 'finalist', inTraining });

  it('says that finalists are in training that may yet do better', () => {
    expect(words(0)).toBe('3.10% ± 0.40 (trial 4, 3 seeds)');
    expect(words(1)).toBe('3.10% ± 0.40 (trial 4, 3 seeds; 1 more finalist in training)');
    expect(words(2)).toBe('3.10% ± 0.40 (trial 4, 3 seeds; 2 more finalists in training)');
  });
});
