import {
  checkBatch,
  checkState,
  parameterShapes,
  type Batch,
  type Evaluation,
  type GradientResult,
  type Losses,
  type Model,
  type ModelSpec,
  type ModelState,
  type Noise,
  type StepResult,
} from '@ram-sweep/ram';
import type { FlatParameters } from './flat-parameters.js';
import { gradientName, lossNames } from './graph/graphs.js';
import { Optimizer } from './graph/optimizer.js';
import type { OnnxRuntime } from './onnx/runtime.js';
import { Sessions, type Tensors } from './onnx/sessions.js';

/** The sessions read the weights where the optimizer keeps them, and write the gradient where it reads it. */
export class OnnxModel implements Model {
  readonly spec: ModelSpec;
  readonly #runtime: OnnxRuntime;
  readonly #optimizer: Optimizer;
  readonly #losses = new Float32Array(lossNames.length);
  readonly #weightTensors: Tensors;
  /** Where a training run puts its results. */
  readonly #results: Tensors;
  readonly #sessions: Sessions;

  static async compile(runtime: OnnxRuntime, spec: ModelSpec, threads: number): Promise<OnnxModel> {
    return new OnnxModel(runtime, spec, await Sessions.open(runtime, spec, threads));
  }

  private constructor(runtime: OnnxRuntime, spec: ModelSpec, sessions: Sessions) {
    this.spec = spec;
    this.#runtime = runtime;
    this.#sessions = sessions;
    this.#optimizer = new Optimizer(spec);
    this.#weightTensors = this.#tensors(this.#optimizer.weights, (name) => name);
    this.#results = {
      ...this.#tensors(this.#optimizer.gradient, gradientName),
      losses: new runtime.Tensor('float32', this.#losses, [lossNames.length]),
    };
  }

  async load(state: ModelState): Promise<void> {
    checkState(this.spec, state);
    const { weights, slots } = this.#optimizer;
    weights.set(state.parameters);
    for (const [name, slot] of Object.entries(slots)) slot.set(state.slots[name]!);
    this.#optimizer.updates = state.updates;
  }

  async save(): Promise<ModelState> {
    const { weights, slots, updates } = this.#optimizer;
    return {
      parameters: weights.copy(),
      slots: Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, slot.copy()])),
      updates,
    };
  }

  async step(batch: Batch, noise: Noise, learningRate: number): Promise<StepResult> {
    const losses = await this.#run(batch, noise);
    return { ...losses, gradientNorm: this.#optimizer.update(learningRate) };
  }

  async gradients(batch: Batch, noise: Noise): Promise<GradientResult> {
    const losses = await this.#run(batch, noise);
    return { ...losses, gradients: this.#optimizer.gradient.copy() };
  }

  async evaluate(batch: Pick<Batch, 'rows' | 'images'>, noise: Noise): Promise<Evaluation> {
    checkBatch(this.spec, batch, noise);
    const results = await this.#sessions.run('evaluation', this.#given(batch, noise));
    return {
      probabilities: results['probabilities']!.data as Float32Array,
      locations: results['locations']!.data as Float32Array,
    };
  }

  async dispose(): Promise<void> {
    await this.#sessions.close();
  }

  /** Leaves the gradient in its buffer. */
  async #run(batch: Batch, noise: Noise): Promise<Losses> {
    checkBatch(this.spec, batch, noise);
    await this.#sessions.run('training', this.#given(batch, noise), this.#results);
    const terms = Object.fromEntries(lossNames.map((name, index) => [name, this.#losses[index]])) as Record<
      (typeof lossNames)[number],
      number
    >;
    const { actionLoss, baselineLoss, reinforceLoss } = terms;
    return { ...terms, loss: actionLoss + baselineLoss + this.spec.reinforceWeight * reinforceLoss };
  }

  /** Everything that a graph may read, by name. */
  #given({ rows, images, labels }: Pick<Batch, 'rows' | 'images'> & Partial<Batch>, noise: Noise): Tensors {
    const { Tensor } = this.#runtime;
    const { imageSize, glimpses } = this.spec;
    return {
      ...this.#weightTensors,
      images: new Tensor('float32', unshared(images), [rows, imageSize ** 2]),
      first: new Tensor('float32', unshared(noise.first), [rows, 2]),
      steps: new Tensor('float32', unshared(noise.steps), [glimpses - 1, rows, 2]),
      ...(labels === undefined ? {} : { labels: new Tensor('int32', unshared(labels), [rows, 1]) }),
    };
  }

  #tensors({ views }: FlatParameters, key: (name: string) => string): Tensors {
    const shapes = parameterShapes(this.spec);
    return Object.fromEntries(
      Object.entries(views).map(([name, view]) => [
        key(name),
        new this.#runtime.Tensor('float32', view, [...shapes[name]!]),
      ]),
    );
  }
}

/** ONNX Runtime reads arrays in place, except those in shared memory: those are copied. */
function unshared<Values extends Float32Array | Int32Array>(values: Values): Values {
  return values.buffer instanceof SharedArrayBuffer ? (values.slice() as Values) : values;
}
