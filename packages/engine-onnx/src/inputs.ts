import { parameterShapes, type ModelSpec } from '@ram-sweep/ram';
import type { Value } from './onnx/graph-builder.js';
import type { Graph } from './onnx/operators.js';

/** The dimension of images in a batch: each run may have another number of them. */
export const rows = 'rows';

/** Everything a graph reads, declared as an input of the graph at its first use. */
export class Inputs {
  readonly #graph: Graph;
  readonly #spec: ModelSpec;
  readonly #declared = new Map<string, Value>();

  constructor(graph: Graph, spec: ModelSpec) {
    this.#graph = graph;
    this.#spec = spec;
  }

  /** A parameter by name, such as `patch.weight`. */
  parameter(name: string): Value {
    const shape = parameterShapes(this.#spec)[name]!;
    return this.#declare(name, () => this.#graph.input(name, 'float32', shape));
  }

  /** [rows, S²] */
  get images(): Value {
    const pixels = this.#spec.imageSize ** 2;
    return this.#declare('images', () => this.#graph.input('images', 'float32', [rows, pixels]));
  }

  /** int32 [rows, 1] */
  get labels(): Value {
    return this.#declare('labels', () => this.#graph.input('labels', 'int32', [rows, 1]));
  }

  /** [rows, 2]: l_1, or ε_0 if the first location is learned. */
  get first(): Value {
    return this.#declare('first', () => this.#graph.input('first', 'float32', [rows, 2]));
  }

  /** [N−1, rows, 2]: ε_1 … ε_{N−1}, or the locations l_2 … l_N if none is learned. */
  get steps(): Value {
    const steps = this.#spec.glimpses - 1;
    return this.#declare('steps', () => this.#graph.input('steps', 'float32', [steps, rows, 2]));
  }

  #declare(name: string, input: () => Value): Value {
    const known = this.#declared.get(name);
    if (known !== undefined) return known;
    const value = input();
    this.#declared.set(name, value);
    return value;
  }
}
