import type { TrialConfig } from '@ram-sweep/protocol';

/** What a model must know of its data. */
export interface ImageShape {
  /** Side of the square, one-channel image in pixels. */
  readonly imageSize: number;
  readonly classes: number;
  /** Mean and deviation of the training pixels in [0, 1]; used by normalisation: standard. */
  readonly pixelMean: number;
  readonly pixelStd: number;
}

/** The part of a trial that an engine compiles: the shapes, losses and update rule of one model. */
export interface ModelSpec {
  readonly imageSize: number;
  readonly classes: number;
  /** Side g of the smallest patch and number of patches k. */
  readonly patchSize: number;
  readonly scale: number;
  /** Glimpses N. */
  readonly glimpses: number;
  readonly patchHidden: number;
  readonly locationHidden: number;
  readonly hidden: number;
  readonly locator: TrialConfig['locator'];
  readonly locatorHidden: number;
  readonly locationMean: TrialConfig['locationMean'];
  readonly coreLosses: TrialConfig['coreLosses'];
  readonly policy: TrialConfig['policy'];
  readonly firstLocation: TrialConfig['firstLocation'];
  readonly std: number;
  readonly reward: TrialConfig['reward'];
  readonly reinforceWeight: number;
  readonly clipNorm: number | null;
  readonly optimizer: TrialConfig['optimizer'];
  readonly momentum: number;
  /** Pixels enter the glimpse network as (pixel − shift) · gain, after pooling; so padding is background. */
  readonly pixelShift: number;
  readonly pixelGain: number;
}

export function modelSpec(config: TrialConfig, image: ImageShape): ModelSpec {
  const standard = config.normalisation === 'standard';
  return Object.freeze({
    imageSize: image.imageSize,
    classes: image.classes,
    patchSize: config.patchSize,
    scale: config.scale,
    glimpses: config.glimpses,
    patchHidden: config.patchHidden,
    locationHidden: config.locationHidden,
    hidden: config.hidden,
    locator: config.locator,
    locatorHidden: config.locatorHidden,
    locationMean: config.locationMean,
    coreLosses: config.coreLosses,
    policy: config.policy,
    firstLocation: config.firstLocation,
    std: config.std,
    reward: config.reward,
    reinforceWeight: config.reinforceWeight,
    clipNorm: config.clipNorm,
    optimizer: config.optimizer,
    momentum: config.momentum,
    pixelShift: standard ? image.pixelMean : 0,
    pixelGain: standard ? 1 / image.pixelStd : 1,
  });
}

/** Whether the first location is a sample of the policy (and so has a REINFORCE term). */
export function learnsFirstLocation(spec: ModelSpec): boolean {
  return spec.policy === 'learned' && spec.firstLocation === 'learned';
}

/**
 * Whether the locator is trained: it emits the locations of glimpses 2 … N.
 * The last core state emits none, because no glimpse would use it.
 */
export function learnsLaterLocations(spec: ModelSpec): boolean {
  return spec.policy === 'learned' && spec.glimpses > 1;
}

/** Number T of sampled locations that are used: the terms of the REINFORCE sum. */
export function sampledLocations(spec: ModelSpec): number {
  return (learnsFirstLocation(spec) ? 1 : 0) + (learnsLaterLocations(spec) ? spec.glimpses - 1 : 0);
}

/** Length of the retina's output: k patches of g×g pixels. */
export function retinaSize(spec: Pick<ModelSpec, 'patchSize' | 'scale'>): number {
  return spec.scale * spec.patchSize * spec.patchSize;
}
