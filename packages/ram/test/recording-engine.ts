import type { Engine, Evaluation, Model, StepResult } from '../src/index.js';

/** What passed through a recording engine, in order. */
export interface Recording {
  readonly steps: { readonly rows: number; readonly learningRate: number; readonly result: StepResult }[];
  readonly evaluations: Evaluation[];
}

/** Lets everything through to a real engine, keeps what came back, and tells when a step or a pass begins. */
export function recordingEngine(
  engine: Engine,
  onCall: (call: 'step' | 'evaluate') => void = () => undefined,
): Engine & { readonly recording: Recording } {
  const recording: Recording = { steps: [], evaluations: [] };
  return {
    name: engine.name,
    device: engine.device,
    recording,
    compile: async (spec) => recordingModel(await engine.compile(spec), recording, onCall),
  };
}

function recordingModel(
  model: Model,
  recording: Recording,
  onCall: (call: 'step' | 'evaluate') => void,
): Model {
  return {
    spec: model.spec,
    load: (state) => model.load(state),
    save: () => model.save(),
    gradients: (batch, noise) => model.gradients(batch, noise),
    dispose: () => model.dispose(),
    step: async (batch, noise, learningRate) => {
      onCall('step');
      const result = await model.step(batch, noise, learningRate);
      recording.steps.push({ rows: batch.rows, learningRate, result });
      return result;
    },
    evaluate: async (batch, noise) => {
      onCall('evaluate');
      const evaluation = await model.evaluate(batch, noise);
      recording.evaluations.push(evaluation);
      return evaluation;
    },
  };
}
