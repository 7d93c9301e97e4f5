import {
  checkBatch,
  checkState,
  freshState,
  initialParameters,
  type Batch,
  type Engine,
  type Model,
  type ModelSpec,
  type ModelState,
  type Noise,
  type Parameters,
} from '@ram-sweep/ram';
import { referencePass } from '../src/reference/reference-model.js';
import {
  globalNorm,
  referenceGradients,
  referenceSlots,
  referenceWeights,
  type Weights64,
} from '../src/reference/reference-training.js';

/** The float64 reference as an engine, so that the contract suite can be tried on it. State is kept in float32. */
export const referenceEngine: Engine = {
  name: 'reference',
  device: 'CPU, 1 thread',
  compile: async (spec) => new ReferenceModel(spec),
};

class ReferenceModel implements Model {
  readonly spec: ModelSpec;
  #state: ModelState;

  constructor(spec: ModelSpec) {
    this.spec = spec;
    this.#state = freshState(spec, initialParameters(spec, 0));
  }

  async load(state: ModelState) {
    checkState(this.spec, state);
    this.#state = structuredClone(state);
  }

  async save() {
    return structuredClone(this.#state);
  }

  async gradients(batch: Batch, noise: Noise) {
    checkBatch(this.spec, batch, noise);
    const { pass, gradients } = referenceGradients(this.spec, this.#state.parameters, batch, noise);
    const { rows: _, ...losses } = pass;
    return { ...losses, gradients: rounded(gradients) };
  }

  async step(batch: Batch, noise: Noise, learningRate: number) {
    const { gradients, ...losses } = await this.gradients(batch, noise);
    const updates = this.#state.updates + 1;
    const slots = referenceSlots(this.spec, this.#state.slots, gradients);
    const parameters = referenceWeights(this.spec, this.#state.parameters, slots, updates, learningRate);
    this.#state = {
      parameters: rounded(parameters),
      slots: Object.fromEntries(Object.entries(slots).map(([slot, values]) => [slot, rounded(values)])),
      updates,
    };
    return { ...losses, gradientNorm: globalNorm(gradients) };
  }

  async evaluate({ rows, images }: Pick<Batch, 'rows' | 'images'>, noise: Noise) {
    checkBatch(this.spec, { rows, images }, noise);
    const batch = { rows, images, labels: new Int32Array(rows) };
    const pass = referencePass(this.spec, this.#state.parameters, batch, noise);
    const locations = Array.from({ length: this.spec.glimpses }, (_, t) =>
      pass.rows.flatMap((row) => row.locations[t] ?? []),
    );
    return {
      probabilities: Float32Array.from(pass.rows.flatMap((row) => row.probabilities)),
      locations: Float32Array.from(locations.flat()),
    };
  }

  async dispose() {}
}

function rounded(weights: Weights64): Parameters {
  return Object.fromEntries(
    Object.entries(weights).map(([name, values]) => [name, Float32Array.from(values)]),
  );
}
