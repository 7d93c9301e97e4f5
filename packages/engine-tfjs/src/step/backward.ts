import * as tf from '@tensorflow/tfjs-core';
import type { Batch, Noise } from '@ram-sweep/ram';
import { forward, type Pass, type WiredModel } from './forward.js';
import { actionLoss, decisionsOf, judge, policyLosses, type Decisions } from './losses.js';

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

/** If the core learns only from the answer: these read h detached, or no h at all. */
const POLICY_PARAMETERS = /^(locator|location|baseline|first)\./;

/** The gradients of one step; call it inside tf.tidy. */
export function backward(model: WiredModel, batch: Batch, noise: Noise): Backward {
  return model.spec.coreLosses === 'all' ? together(model, batch, noise) : apart(model, batch, noise);
}

/** Of the whole loss at once. */
function together(model: WiredModel, batch: Batch, noise: Noise): Backward {
  let correct = 0;
  const { gradients, action, baseline, reinforce } = gradientsOf(
    model,
    () => true,
    () => {
      const { logits, states, samples } = forward(model, batch, noise);
      const judged = judge(model.spec, logits, batch.labels);
      correct = judged.correct;
      const decisions = decisionsOf(model, samples, states, judged.rewards);
      const policy = policyLosses(model.spec, decisions, batch.rows);
      const answer = actionLoss(logits, batch.labels);
      return { ...policy, action: answer, loss: tf.add(answer, policy.loss) };
    },
  );
  return { gradients, actionLoss: action, baselineLoss: baseline, reinforceLoss: reinforce, correct };
}

/**
 * Locator and baseline read detached states, so the loss falls into two parts that share no parameter:
 * the action loss, and then, over all time steps at once, the losses of the policy.
 */
function apart(model: WiredModel, batch: Batch, noise: Noise): Backward {
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
  const { correct, rewards } = judge(model.spec, network.logits, batch.labels);
  const states = network.states === undefined ? [] : [network.states];
  const decisions = decisionsOf(model, pass.samples, states, rewards);
  const policy = policyGradients(model, decisions, batch.rows);
  return {
    gradients: { ...network.gradients, ...policy.gradients },
    actionLoss: network.loss,
    baselineLoss: policy.baseline,
    reinforceLoss: policy.reinforce,
    correct,
  };
}

function policyGradients(model: WiredModel, decisions: readonly Decisions[], rows: number) {
  const losses = () => policyLosses(model.spec, decisions, rows);
  if (decisions.length === 0) return { gradients: {}, ...losses() };
  return gradientsOf(model, (name) => POLICY_PARAMETERS.test(name), losses);
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

/** Passes kept tensors to the surrounding tidy. */
function passedOn(kept: Tensors): Tensors {
  return Object.fromEntries(
    Object.entries(kept).map(([name, tensor]) => {
      const handed = tf.clone(tensor);
      tensor.dispose();
      return [name, handed];
    }),
  );
}
