import * as tf from '@tensorflow/tfjs-core';
import {
  checkBatch,
  checkState,
  parameterShapes,
  slotNames,
  type Batch,
  type Evaluation,
  type GradientResult,
  type Model,
  type ModelSpec,
  type ModelState,
  type Noise,
  type Parameters,
  type StepResult,
} from '@ram-sweep/ram';
import { backward, type Backward } from './step/backward.js';
import { forward, type WiredModel } from './step/forward.js';
import { layersOf, type Variables } from './step/layers.js';
import { clip, globalNorm, update, type Slots } from './step/optimizer.js';

/** A model in the tensors of TensorFlow.js. Weights and slots are zero until loaded. */
export class TfjsModel implements Model {
  readonly spec: ModelSpec;
  readonly #variables: Variables;
  readonly #slots: Slots;
  #updates = 0;

  constructor(spec: ModelSpec) {
    this.spec = spec;
    this.#variables = zeroVariables(spec);
    this.#slots = Object.fromEntries(slotNames(spec).map((slot) => [slot, zeroVariables(spec)]));
  }

  async load(state: ModelState): Promise<void> {
    checkState(this.spec, state);
    assignAll(this.#variables, state.parameters);
    for (const [slot, variables] of Object.entries(this.#slots)) assignAll(variables, state.slots[slot]!);
    this.#updates = state.updates;
  }

  async save(): Promise<ModelState> {
    const updates = this.#updates;
    const slots = Object.entries(this.#slots).map(async ([slot, variables]) => [slot, await read(variables)]);
    return {
      parameters: await read(this.#variables),
      slots: Object.fromEntries(await Promise.all(slots)) as ModelState['slots'],
      updates,
    };
  }

  async step(batch: Batch, noise: Noise, learningRate: number): Promise<StepResult> {
    checkBatch(this.spec, batch, noise);
    const t = this.#updates + 1;
    const { numbers, correct } = tf.tidy(() => {
      const result = backward(this.#wired(true), batch, noise);
      const norm = globalNorm(result.gradients);
      const { clipNorm } = this.spec;
      const gradients = clipNorm === null ? result.gradients : clip(result.gradients, norm, clipNorm);
      update(this.spec, this.#variables, this.#slots, gradients, t, learningRate);
      return { numbers: packed(result, norm), correct: result.correct };
    });
    this.#updates = t;
    const [actionLoss, baselineLoss, reinforceLoss, gradientNorm] = await readOnce(numbers);
    return {
      ...this.#losses(actionLoss!, baselineLoss!, reinforceLoss!),
      correct,
      gradientNorm: gradientNorm!,
    };
  }

  async gradients(batch: Batch, noise: Noise): Promise<GradientResult> {
    checkBatch(this.spec, batch, noise);
    const { gradients, numbers, correct } = tf.tidy(() => {
      const result = backward(this.#wired(true), batch, noise);
      return { gradients: result.gradients, numbers: packed(result), correct: result.correct };
    });
    const [actionLoss, baselineLoss, reinforceLoss] = await readOnce(numbers);
    const values = await read(gradients);
    tf.dispose(gradients);
    return { ...this.#losses(actionLoss!, baselineLoss!, reinforceLoss!), correct, gradients: values };
  }

  async evaluate(batch: Pick<Batch, 'rows' | 'images'>, noise: Noise): Promise<Evaluation> {
    checkBatch(this.spec, { rows: batch.rows, images: batch.images }, noise);
    let locations: readonly Float32Array[] = [];
    const probabilities = tf.tidy(() => {
      const pass = forward(this.#wired(false), batch, noise);
      locations = pass.locations;
      return tf.softmax(pass.logits);
    });
    return { probabilities: await readOnce(probabilities), locations: joined(locations) };
  }

  async dispose(): Promise<void> {
    tf.dispose([this.#variables, this.#slots]);
  }

  #wired(training: boolean): WiredModel {
    return { spec: this.spec, variables: this.#variables, layers: layersOf(this.#variables, training) };
  }

  #losses(actionLoss: number, baselineLoss: number, reinforceLoss: number) {
    const loss = actionLoss + baselineLoss + this.spec.reinforceWeight * reinforceLoss;
    return { loss, actionLoss, baselineLoss, reinforceLoss };
  }
}

function zeroVariables(spec: ModelSpec): Variables {
  return tf.tidy(() =>
    Object.fromEntries(
      Object.entries(parameterShapes(spec)).map(([name, shape]) => [name, tf.variable(tf.zeros([...shape]))]),
    ),
  );
}

function assignAll(variables: Variables, values: Parameters): void {
  tf.tidy(() => {
    for (const [name, variable] of Object.entries(variables)) {
      variable.assign(tf.tensor(values[name]!.slice(), variable.shape));
    }
  });
}

async function read(tensors: Readonly<Record<string, tf.Tensor>>): Promise<Parameters> {
  const entries = Object.entries(tensors).map(async ([name, tensor]) => [
    name,
    (await tensor.data()).slice(),
  ]);
  return Object.fromEntries(await Promise.all(entries)) as Parameters;
}

/** The scalars of a step in one tensor, so that they are waited for once. */
const packed = (result: Backward, ...more: tf.Tensor[]) =>
  tf.stack([result.actionLoss, result.baselineLoss, result.reinforceLoss, ...more]);

async function readOnce(tensor: tf.Tensor): Promise<Float32Array> {
  const values = await tensor.data<'float32'>();
  tensor.dispose();
  return values;
}

function joined(arrays: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(arrays.reduce((sum, array) => sum + array.length, 0));
  let offset = 0;
  for (const array of arrays) {
    all.set(array, offset);
    offset += array.length;
  }
  return all;
}
