import type { ModelSpec } from './model-spec.js';
import type { Parameters } from './parameters.js';

/**
 * The engine contract: one training step, one evaluation, state in and out.
 *
 * All randomness is drawn outside and passed in, so two engines with the same weights, batch and noise must agree
 * (relative error ≤ 1e-4 in float32), and a resumed trial repeats exactly.
 *
 * Forward pass, for every row (image) and glimpse t = 1 … N, with l_t in [−1, 1]², x first, (−1, −1) top-left:
 *
 *   ρ_t  = (retina(image, l_t) − pixelShift) · pixelGain                    [k·g²]
 *   g_t  = relu(relu(ρ_t·patch)·what + relu(l_t·place)·where)               [H]   (each · adds its bias)
 *   h_t  = relu(g_t·input + h_{t−1}·recurrent),  h_0 = 0                    [H]
 *   μ_t  = squash(locator(h_t)),  squash = tanh or identity                 [2]   h_t detached unless coreLosses: all
 *   u_t  = μ_t + std · ε_t,  l_{t+1} = clamp(u_t, −1, 1)                    [2]   u_t detached
 *   b_t  = h_t·baseline                                                     [1]   the same
 *   p    = softmax(h_N·action)                                              [C]
 *
 * Locations are emitted at t = 1 … N−1 only. With firstLocation: learned, also u_0 = first.mean + std · ε_0 and b_0
 * = first.baseline (no squash). Under policy random or frozen the locations are passed in.
 *
 * Retina: patch j = 0 … k−1 has side s = g·2^j. With c = (l + 1)/2 · imageSize (per axis, in pixels) it covers the
 * pixels start … start + s − 1, start = floor(c − s/2 + 1/2): no half-pixel bias. Pixels outside the image are 0,
 * the background. It is mean-pooled by 2^j to g×g. Order of ρ: patch, row (y), column (x). start is computed in the
 * engine's own precision: in float32 and in float64 it differs by one pixel for one to three coordinates in a
 * million, those next to a tie (docs/adr/0009). Tests of agreement keep away from ties.
 *
 * Losses, with rows R, reward r = 1 if argmax p is the label (lowest index wins a tie) else 0, or, detached,
 * p[label] with reward: probability (what r would be on average if the answer were drawn from p), and T sampled
 * locations (see sampledLocations):
 *
 *   action    = mean over rows of −log p[label]
 *   baseline  = mean over rows and the T steps of (r − b_t)²
 *   reinforce = mean over rows of Σ_t −log π(u_t) · (r − b_t),   b_t detached         (paper eq. 2 and 3)
 *   log π(u)  = Σ over x, y of −(u − μ)²/(2 std²) − log std − ½ log 2π,  u the unsquashed sample
 *   loss      = action + baseline + reinforceWeight · reinforce
 *
 * Update: gradients are scaled by clipNorm / max(clipNorm, norm) where clipNorm is set; then, t counting from 1,
 *   adam: m = 0.9 m + 0.1 g, v = 0.999 v + 0.001 g², w −= rate · (m / (1 − 0.9^t)) / (√(v / (1 − 0.999^t)) + 1e-8)
 *   sgd:  v = momentum · v + g, w −= rate · v
 */
export interface Engine {
  /** Such as `tfjs-wasm` or `onnx`. */
  readonly name: string;
  /** What it computes on, in words, such as `CPU, 1 thread`. */
  readonly device: string;
  /** Compiles a model. Throws if the spec asks for more than the engine can do. */
  compile(spec: ModelSpec): Promise<Model>;
}

/** Images with their labels. `images` holds rows × imageSize × imageSize pixels in [0, 1], row-major. */
export interface Batch {
  readonly rows: number;
  readonly images: Float32Array;
  readonly labels: Int32Array;
}

/**
 * The random numbers of one pass.
 * `first` [rows, 2]: the first location itself; with a learned first location its ε_0.
 * `steps` [N−1, rows, 2]: ε_t, standard normal, or zeros to follow the mean; under policy random or frozen
 * the locations themselves.
 */
export interface Noise {
  readonly first: Float32Array;
  readonly steps: Float32Array;
}

export interface Losses {
  readonly loss: number;
  readonly actionLoss: number;
  readonly baselineLoss: number;
  readonly reinforceLoss: number;
  /** Rows whose most probable class is the label. */
  readonly correct: number;
}

export interface StepResult extends Losses {
  /** Global norm of the gradients before clipping. */
  readonly gradientNorm: number;
}

export interface GradientResult extends Losses {
  /** Gradient of `loss` by parameter, before clipping. */
  readonly gradients: Parameters;
}

export interface Evaluation {
  /** [rows, classes] */
  readonly probabilities: Float32Array;
  /** [N, rows, 2]: where each glimpse went. */
  readonly locations: Float32Array;
}

/**
 * Weights and optimizer: everything that a training step reads and writes. Arrays are copies that the caller may
 * keep.
 */
export interface ModelState {
  readonly parameters: Parameters;
  /** adam: `m` and `v`; sgd: `velocity`. */
  readonly slots: Readonly<Record<string, Parameters>>;
  /** Updates done so far. */
  readonly updates: number;
}

export interface Model {
  readonly spec: ModelSpec;
  /** Loads weights and optimizer. Throws a ModelInputError if a name or length does not fit the spec. */
  load(state: ModelState): Promise<void>;
  save(): Promise<ModelState>;
  /** One training step: forward, backward, clip, update. Like the two below it checks its sizes first. */
  step(batch: Batch, noise: Noise, learningRate: number): Promise<StepResult>;
  /** The gradients of a step, without the update. For the contract suite and for inspecting a training. */
  gradients(batch: Batch, noise: Noise): Promise<GradientResult>;
  evaluate(batch: Pick<Batch, 'rows' | 'images'>, noise: Noise): Promise<Evaluation>;
  /** Frees everything native. The model cannot be used afterwards. */
  dispose(): Promise<void>;
}

/** Names of the optimizer's slots: what `ModelState.slots` holds. */
export function slotNames(spec: Pick<ModelSpec, 'optimizer'>): readonly string[] {
  return spec.optimizer === 'adam' ? ['m', 'v'] : ['velocity'];
}

/** State before the first update: given weights, optimizer slots at zero. */
export function freshState(spec: ModelSpec, parameters: Parameters): ModelState {
  const zeros = () =>
    Object.fromEntries(
      Object.entries(parameters).map(([name, values]) => [name, new Float32Array(values.length)]),
    );
  return {
    parameters,
    slots: Object.fromEntries(slotNames(spec).map((name) => [name, zeros()])),
    updates: 0,
  };
}
