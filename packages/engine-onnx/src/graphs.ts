import { parameterShapes, type ModelSpec } from '@ram-sweep/ram';
import { backward } from './backward.js';
import { forward } from './forward.js';
import { Inputs, rows } from './inputs.js';
import { losses } from './losses.js';
import { Graph } from './operators.js';

/** Names of the scalars that a training graph gives beside the gradients, in the order of `losses`. */
export const lossNames = ['actionLoss', 'baselineLoss', 'reinforceLoss', 'correct'] as const;

/**
 * ONNX model of a training step up to its gradients: parameters, batch and noise in; `losses` [4] (see lossNames)
 * and `gradient:NAME` of every parameter out.
 */
export function trainingGraph(spec: ModelSpec): Uint8Array {
  const graph = new Graph('training');
  const inputs = new Inputs(graph, spec);
  const pass = forward(graph, spec, inputs);
  const emitting = pass.steps.slice(0, -1).map((step) => step.core);
  const cores = emitting.length > 0 ? graph.concat(emitting, 0) : undefined;
  const terms = losses(graph, spec, inputs, pass, cores);
  const gradients = backward(graph, spec, inputs, pass, terms, cores);
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
  const graph = new Graph('evaluation');
  const { steps, logits } = forward(graph, spec, new Inputs(graph, spec));
  const probabilities = graph.node('Softmax', [logits], { axis: 1 });
  const locations = steps.map(({ location }) => graph.reshape(location, [1, -1, 2]));
  graph.output('probabilities', probabilities, 'float32', [rows, spec.classes]);
  graph.output('locations', graph.concat(locations, 0), 'float32', [spec.glimpses, rows, 2]);
  return graph.encode();
}

/** Name of the output that holds the gradient of a parameter. */
export const gradientName = (parameter: string): string => `gradient:${parameter}`;
