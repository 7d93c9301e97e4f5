import { parameterShapes, type ModelSpec } from '@ram-sweep/ram';
import { backward } from './backward.js';
import type { Draft } from './draft.js';
import { forward } from './forward.js';
import { Inputs, rows } from '../inputs.js';
import { losses } from './losses.js';
import { Graph } from '../onnx/operators.js';
import { stack } from './stack.js';

/** Names of the scalars that a training graph gives beside the gradients, in the order of `losses`. */
export const lossNames = ['actionLoss', 'baselineLoss', 'reinforceLoss', 'correct'] as const;

/**
 * ONNX model of a training step up to its gradients: parameters, batch and noise in; `losses` [4] (see lossNames)
 * and `gradient:NAME` of every parameter out.
 */
export function trainingGraph(spec: ModelSpec): Uint8Array {
  const draft = startDraft('training', spec);
  const { graph } = draft;
  const pass = forward(draft);
  const stacked = stack(graph, pass.steps);
  const terms = losses(draft, pass.logits, stacked.earlier);
  const gradients = backward(draft, pass, stacked, terms);
  for (const [name, shape] of Object.entries(parameterShapes(spec))) {
    graph.output(gradientName(name), gradients[name]!, 'float32', shape);
  }
  const scalars = [terms.action, terms.baseline, terms.reinforce, terms.correct];
  const packed = graph.concat(
    scalars.map((scalar) => graph.reshape(scalar, [1])),
    0,
  );
  graph.output('losses', packed, 'float32', [lossNames.length]);
  return graph.encode();
}

/** ONNX model of the forward pass: parameters, images and noise in; `probabilities` and `locations` out. */
export function evaluationGraph(spec: ModelSpec): Uint8Array {
  const draft = startDraft('evaluation', spec);
  const { graph } = draft;
  const { steps, logits } = forward(draft);
  const probabilities = graph.node('Softmax', [logits], { axis: 1 });
  const locations = steps.map(({ location }) => graph.reshape(location, [1, -1, 2]));
  graph.output('probabilities', probabilities, 'float32', [rows, spec.classes]);
  graph.output('locations', graph.concat(locations, 0), 'float32', [spec.glimpses, rows, 2]);
  return graph.encode();
}

/** Name of the output that holds the gradient of a parameter. */
export const gradientName = (parameter: string): string => `gradient:${parameter}`;

function startDraft(name: string, spec: ModelSpec): Draft {
  const graph = new Graph(name);
  return { graph, spec, inputs: new Inputs(graph, spec) };
}
