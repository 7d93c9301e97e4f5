import type { TrialConfig } from '@ram-sweep/protocol';

/** What the plateau schedule remembers from epoch to epoch. */
export interface ScheduleState {
  /** Lowest validation error so far; null before the first epoch is complete. */
  readonly best: number | null;
  /** Consecutive epochs that did not improve on it; the count restarts after a drop. */
  readonly badEpochs: number;
  /** Drops so far. */
  readonly drops: number;
}

export const freshSchedule: ScheduleState = Object.freeze({ best: null, badEpochs: 0, drops: 0 });

/** A place in a trial. */
export interface SchedulePosition {
  /** Epochs that are complete, and training steps of the next one. */
  readonly epoch: number;
  readonly step: number;
  /** Training steps in every epoch. */
  readonly stepsPerEpoch: number;
}

/**
 * The learning rate of the training step after this position.
 *
 * With e complete epochs, and s steps done of the S steps of the cycle that they fall into:
 *
 *   constant  learningRate
 *   linear    learningRate · (1 − s/S)
 *   cosine    learningRate · ½ (1 + cos(π s/S))                     (Loshchilov & Hutter 2017, eq. 5)
 *   step      learningRate · decay^⌊e / stepEpochs⌋
 *   plateau   learningRate · decay^drops
 *
 * Linear and cosine fall at every step: the first of a cycle has the full rate, and the one after its last would
 * have zero. Without restartEpoch there is one cycle, of all the trial's epochs, so that short and long trials
 * are compared each at its end. With it, cycles end at restartEpoch · restartFactor^i for i = 0, 1, …, and at the
 * last epoch: at every point where a trial may be ended, it has annealed.
 */
export function learningRate(
  config: TrialConfig,
  position: SchedulePosition,
  { drops }: ScheduleState,
): number {
  const { epoch, step, stepsPerEpoch } = position;
  const { from, to } = cycleOf(config, epoch);
  const done = ((epoch - from) * stepsPerEpoch + step) / ((to - from) * stepsPerEpoch);
  const factors = {
    constant: () => 1,
    linear: () => 1 - done,
    cosine: () => (1 + Math.cos(Math.PI * done)) / 2,
    step: () => config.decay ** Math.floor(epoch / config.stepEpochs),
    plateau: () => config.decay ** drops,
  };
  return config.learningRate * factors[config.schedule]();
}

/**
 * The cycle that the epoch after `epoch` complete ones falls into: after `from` epochs it starts, after `to` it ends.
 */
function cycleOf(config: TrialConfig, epoch: number): { from: number; to: number } {
  const { epochs, restartEpoch, restartFactor } = config;
  if (restartEpoch === null) return { from: 0, to: epochs };
  let [from, to] = [0, restartEpoch];
  while (to <= epoch && to < epochs) [from, to] = [to, to * restartFactor];
  return { from, to: Math.min(to, epochs) };
}

/**
 * The schedule after a complete epoch. The plateau schedule drops when `patience` consecutive epochs gave no
 * validation error strictly below the best one.
 */
export function nextSchedule(state: ScheduleState, validationError: number, patience: number): ScheduleState {
  if (state.best === null || validationError < state.best) {
    return { best: validationError, badEpochs: 0, drops: state.drops };
  }
  const badEpochs = state.badEpochs + 1;
  if (badEpochs < patience) return { ...state, badEpochs };
  return { ...state, badEpochs: 0, drops: state.drops + 1 };
}
