import * as tf from '@tensorflow/tfjs-core';
import type { Batch, Noise } from '@ram-sweep/ram';
import { forward, type Pass, type WiredModel } from './forward.js';
import { actionLoss, decisionsOf, policyLosses, rewardsOf, type Decisions } from './losses.js';

export type Tensors = Readonly<Record<string, tf.Tensor>>;

/** What one step learns from a batch. */
export interface Backward {
  /** Gradient of the loss by parameter. */
  readonly gradients: Tensors;
  readonly actionLoss: tf.Tensor;
  readonly baselineLoss: tf.Tensor;
  readonly reinforceLoss: tf.Tensor;
  readonly correct: number;
}

/** Read h detached, or no h at all. */
const POLICY_PARAMETERS = /^(locator|location|baseline|first)\./;

/**
 * The gradients of one step; call it inside of tf.tidy.
 *
 * Locator and baseline read detached states, so the loss falls into two parts that share no parameter:
 * the action loss, and then, over all time steps at once, the losses of the policy.
 */
export function backward(model: WiredModel, batch: Batch, noise: Noise): Backward {
  let pass!: Pass;
  const network = gradientsOf(
    model,
    (name) => !POLICY_PARAMETERS.test(name),
    () => {
      pass = forward(model, batch, noise);
      const { logits, states } = pass;
      return {
        loss: actionLoss(logits, batch.labels),
        logits,
        ...(states.length > 0 ? { states: tf.concat(states) } : {}),
      };
    },
  );
  const rewards = rewardsOf(network.logits, batch.labels);
  const policy = policyGradients(
    model,
    decisionsOf(model, pass.samples, network.states, rewards),
    batch.rows,
  );
  return {
    gradients: { ...network.gradients, ...policy.gradients },
    actionLoss: network.loss,
    baselineLoss: policy.baseline,
    reinforceLoss: policy.reinforce,
    correct: rewards.reduce((sum, reward) => sum + reward, 0),
  };
}

function policyGradients(model: WiredModel, decisions: readonly Decisions[], rows: number) {
  if (decisions.length === 0) return { gradients: {}, baseline: tf.scalar(0), reinforce: tf.scalar(0) };
  return gradientsOf(
    model,
    (name) => POLICY_PARAMETERS.test(name),
    () => {
      const { baseline, reinforce } = policyLosses(model.spec, decisions, rows);
      const loss = tf.add(baseline, tf.mul(reinforce, model.spec.reinforceWeight));
      return { loss, baseline, reinforce };
    },
  );
}

/** The gradient of `f().loss` by the chosen parameters, and the tensors that f gave. */
function gradientsOf<Given extends Tensors & { readonly loss: tf.Tensor }>(
  { variables }: WiredModel,
  isChosen: (name: string) => boolean,
  f: () => Given,
): Given & { readonly gradients: Tensors } {
  const chosen = Object.entries(variables).filter(([name]) => isChosen(name));
  let given!: Given;
  const { grads } = tf.variableGrads(
    () => {
      given = f();
      Object.values(given).forEach(tf.keep);
      return given.loss as tf.Scalar;
    },
    chosen.map(([, variable]) => variable),
  );
  const gradients = chosen.map(([name, variable]) => [name, grads[variable.name] ?? tf.zerosLike(variable)]);
  return { ...(passedOn(given) as Given), gradients: Object.fromEntries(gradients) as Tensors };
}

/** Hands tensors that were kept over to the tidy around. */
function passedOn(kept: Tensors): Tensors {
  return Object.fromEntries(
    Object.entries(kept).map(([name, tensor]) => {
      const handed = tf.clone(tensor);
      tensor.dispose();
      return [name, handed];
    }),
  );
}
