import { compileTrialConfig } from '@ram-sweep/protocol';
import { modelSpec } from '@ram-sweep/ram';
import { describe, expect, it } from 'vitest';
import { stepFlops } from '../../bench/step-cost.mjs';

const spec = (config: object) =>
  modelSpec(compileTrialConfig(config), { imageSize: 28, classes: 10, pixelMean: 0, pixelStd: 1 });

describe('floating point operations of a step', () => {
  it('counts every product of a tiny model', () => {
    // g = 2, so the retina has 4 values; P = 3, L = 5, H = 7, N = 2, 10 classes, linear locator.
    // Twice: patch 2·4·3 = 24, place 2·2·5 = 20, what and where 3·(3+5)·7 = 168, input 3·7·7 = 147: 718 in all.
    // Once: recurrent 147, action 3·7·10 = 210, baseline 2·7·1 = 14, location 2·7·2 = 28: 399 in all.
    // 1,117 products for an image are 2,234 operations, 8,936 for four.
    const tiny = { patchSize: 2, patchHidden: 3, locationHidden: 5, hidden: 7, glimpses: 2 };
    expect(stepFlops(spec(tiny), 4)).toBe(8_936);
  });

  it('counts the hidden layer of a locator: its weights alone at its input, which is detached', () => {
    // Instead of location 2·7·2 = 28: hidden layer 2·7·6 = 84 and location 3·6·2 = 36; so 92 products more.
    const tiny = {
      patchSize: 2,
      patchHidden: 3,
      locationHidden: 5,
      hidden: 7,
      glimpses: 2,
      locatorHidden: 6,
    };
    const more = stepFlops(spec({ ...tiny, locator: 'hidden' }), 1) - stepFlops(spec(tiny), 1);
    expect(more).toBe(2 * 92);
  });

  it('has neither baseline nor locator where the policy is not learned', () => {
    // The last line of the first case: baseline 14 and location 28 fall away.
    const tiny = { patchSize: 2, patchHidden: 3, locationHidden: 5, hidden: 7, glimpses: 2 };
    const less = stepFlops(spec(tiny), 1) - stepFlops(spec({ ...tiny, policy: 'random' }), 1);
    expect(less).toBe(2 * 42);
  });

  it('is 0.886 GFLOP for the model that is timed', () => {
    // For an image, N = 6 times: patch 2·64·128 = 16,384, place 2·2·128 = 512, what and where 3·256·256 = 196,608,
    // input 196,608: 410,112 each, 2,460,672 in all. Five times: recurrent 196,608, baseline 512, location 1,024:
    // 198,144 each, 990,720 in all. action 3·256·10 = 7,680. Together 3,459,072 products, times 2 · 128.
    expect(stepFlops(spec({}), 128)).toBe(885_522_432);
  });
});
