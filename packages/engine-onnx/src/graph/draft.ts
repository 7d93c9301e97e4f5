import type { ModelSpec } from '@ram-sweep/ram';
import type { Inputs } from '../inputs.js';
import type { Graph } from '../onnx/operators.js';

/** A graph being drawn up, with the model that it is for. */
export interface Draft {
  readonly graph: Graph;
  readonly spec: ModelSpec;
  readonly inputs: Inputs;
}
