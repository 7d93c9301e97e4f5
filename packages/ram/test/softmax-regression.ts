import {
  checkBatch,
  checkState,
  type Batch,
  type Engine,
  type Evaluation,
  type GradientResult,
  type Model,
  type ModelSpec,
  type ModelState,
  type Noise,
  type Parameters,
  type StepResult,
} from '../src/index.js';
import { patchStart } from '../src/model/retina.js';

/**
 * A small engine in plain TypeScript: softmax regression on the mean of the glimpses, with the contract's Adam and
 * SGD. It replaces the network of the real engines, so that the training loop can be tried thousands of times
 * on true training: its numbers depend on weights, optimizer, batch, noise and learning rate, as theirs do.
 *
 * Only `action.*` learns; `hidden` must be g², `scale` 1, and the policy random or frozen.
 */
export const softmaxRegression: Engine = {
  name: 'softmax-regression',
  device: 'plain TypeScript',
  compile: async (spec) => new SoftmaxRegression(spec),
};

class SoftmaxRegression implements Model {
  readonly spec: ModelSpec;
  #state: ModelState | undefined;

  constructor(spec: ModelSpec) {
    if (spec.hidden !== spec.patchSize ** 2 || spec.scale !== 1 || spec.policy === 'learned') {
      throw new Error('softmax regression reads one patch into hidden = g² and learns no policy');
    }
    this.spec = spec;
  }

  async load(state: ModelState): Promise<void> {
    checkState(this.spec, state);
    this.#state = structuredClone(state);
  }

  async save(): Promise<ModelState> {
    return structuredClone(this.#loaded);
  }

  async step(batch: Batch, noise: Noise, learningRate: number): Promise<StepResult> {
    const { gradients, ...losses } = await this.gradients(batch, noise);
    const norm = Math.sqrt(
      Object.values(gradients).reduce((sum, values) => sum + values.reduce((all, g) => all + g * g, 0), 0),
    );
    this.#update(gradients, learningRate, clipScale(this.spec, norm));
    return { ...losses, gradientNorm: norm };
  }

  async gradients(batch: Batch, noise: Noise): Promise<GradientResult> {
    checkBatch(this.spec, batch, noise);
    const { classes, hidden } = this.spec;
    const weight = new Float32Array(hidden * classes);
    const bias = new Float32Array(classes);
    let loss = 0;
    let correct = 0;
    for (let row = 0; row < batch.rows; row += 1) {
      const features = this.#features(batch, noise, row);
      const logProbabilities = this.#logProbabilities(features);
      const probabilities = logProbabilities.map(Math.exp);
      const label = batch.labels[row]!;
      loss -= logProbabilities[label]! / batch.rows;
      if (probabilities.indexOf(Math.max(...probabilities)) === label) correct += 1;
      for (let klass = 0; klass < classes; klass += 1) {
        const error = (probabilities[klass]! - (klass === label ? 1 : 0)) / batch.rows;
        bias[klass]! += error;
        features.forEach((feature, index) => (weight[index * classes + klass]! += feature * error));
      }
    }
    const gradients = { 'action.weight': weight, 'action.bias': bias };
    return { loss, actionLoss: loss, baselineLoss: 0, reinforceLoss: 0, correct, gradients };
  }

  async evaluate(batch: Pick<Batch, 'rows' | 'images'>, noise: Noise): Promise<Evaluation> {
    checkBatch(this.spec, batch, noise);
    const probabilities = new Float32Array(batch.rows * this.spec.classes);
    for (let row = 0; row < batch.rows; row += 1) {
      const logProbabilities = this.#logProbabilities(this.#features(batch, noise, row));
      probabilities.set(logProbabilities.map(Math.exp), row * this.spec.classes);
    }
    return { probabilities, locations: Float32Array.from([...noise.first, ...noise.steps]) };
  }

  async dispose(): Promise<void> {
    this.#state = undefined;
  }

  get #loaded(): ModelState {
    if (!this.#state) throw new Error('the model holds no weights');
    return this.#state;
  }

  /** Mean over the glimpses of the patch seen, [g²]. */
  #features({ images, rows }: Pick<Batch, 'rows' | 'images'>, noise: Noise, row: number): Float32Array {
    const { imageSize, patchSize, glimpses, pixelShift, pixelGain } = this.spec;
    const features = new Float32Array(patchSize ** 2);
    for (let glimpse = 0; glimpse < glimpses; glimpse += 1) {
      const places = glimpse === 0 ? noise.first : noise.steps.subarray((glimpse - 1) * rows * 2);
      const left = patchStart(places[row * 2]!, imageSize, patchSize);
      const top = patchStart(places[row * 2 + 1]!, imageSize, patchSize);
      for (let cell = 0; cell < features.length; cell += 1) {
        const x = left + (cell % patchSize);
        const y = top + Math.floor(cell / patchSize);
        const inside = x >= 0 && y >= 0 && x < imageSize && y < imageSize;
        const pixel = inside ? images[(row * imageSize + y) * imageSize + x]! : 0;
        features[cell]! += ((pixel - pixelShift) * pixelGain) / glimpses;
      }
    }
    return features;
  }

  #logProbabilities(features: Float32Array): Float32Array {
    const { 'action.weight': weight, 'action.bias': bias } = this.#loaded.parameters;
    const { classes } = this.spec;
    const logits = bias!.map((start, klass) =>
      features.reduce((sum, feature, index) => sum + feature * weight![index * classes + klass]!, start),
    );
    const largest = Math.max(...logits);
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0);
    return logits.map((logit) => logit - largest - Math.log(total));
  }

  #update(gradients: Parameters, rate: number, scale: number): void {
    const { parameters, slots, updates } = this.#loaded;
    const count = updates + 1;
    for (const [name, values] of Object.entries(gradients)) {
      values.forEach((value, index) => {
        parameters[name]![index]! -= rate * this.#direction(slots, name, index, value * scale, count);
      });
    }
    this.#state = { parameters, slots, updates: count };
  }

  #direction(
    slots: ModelState['slots'],
    name: string,
    index: number,
    gradient: number,
    count: number,
  ): number {
    if (this.spec.optimizer === 'sgd') {
      const velocity = slots['velocity']![name]!;
      velocity[index] = this.spec.momentum * velocity[index]! + gradient;
      return velocity[index];
    }
    const m = slots['m']![name]!;
    const v = slots['v']![name]!;
    m[index] = 0.9 * m[index]! + 0.1 * gradient;
    v[index] = 0.999 * v[index]! + 0.001 * gradient ** 2;
    return m[index] / (1 - 0.9 ** count) / (Math.sqrt(v[index] / (1 - 0.999 ** count)) + 1e-8);
  }
}

function clipScale({ clipNorm }: ModelSpec, norm: number): number {
  return clipNorm === null ? 1 : clipNorm / Math.max(clipNorm, norm);
}
