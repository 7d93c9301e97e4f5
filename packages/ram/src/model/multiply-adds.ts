import type { TrialConfig } from '@ram-sweep/protocol';
import { retinaSize } from './model-spec.js';

/** The fields that the cost of an image depends on. */
export type CostedConfig = Pick<
  TrialConfig,
  | 'patchSize'
  | 'scale'
  | 'glimpses'
  | 'patchHidden'
  | 'locationHidden'
  | 'hidden'
  | 'policy'
  | 'locator'
  | 'locatorHidden'
  | 'evaluationRollouts'
>;

/**
 * Multiplications with their additions that one image costs at evaluation: the matrix products of all glimpses,
 * times `evaluationRollouts`. A layer of i inputs and o outputs has i·o. The core starts at zero, so it has N − 1
 * recurrent products, and N − 1 locations are computed if the policy is learned. Biases, activations and the
 * averaging of pixels in the retina are left out: they are additions, or below one percent; the size of the image
 * affects nothing else. Classes: 10, as in every data set here.
 */
export function multiplyAdds(config: CostedConfig, classes = 10): number {
  const { glimpses: N, patchHidden: P, locationHidden: L, hidden: H, policy } = config;
  const glimpse = retinaSize(config) * P + 2 * L + (P + L) * H + H * H;
  const next = H * H + (policy === 'learned' ? locatorProducts(config) : 0);
  return config.evaluationRollouts * (N * glimpse + (N - 1) * next + H * classes);
}

const locatorProducts = ({ locator, locatorHidden: D, hidden: H }: CostedConfig): number =>
  locator === 'hidden' ? H * D + D * 2 : H * 2;
