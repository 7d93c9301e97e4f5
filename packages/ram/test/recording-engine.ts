import { setImmediate } from 'node:timers/promises';
import type { Engine, Evaluation, Model, StepResult } from '../src/index.js';

/** What passed through a recording engine, in order. */
export interface Recording {
  readonly steps: { readonly rows: number; readonly learningRate: number; readonly result: StepResult }[];
  readonly evaluations: Evaluation[];
}

export interface Hooks {
  /** A step or a pass begins. */
  onCall?(call: 'step' | 'evaluate'): void;
  /** A step has changed the weights and has not answered yet. */
  onUpdate?(): void;
}

/** Lets everything through to a real engine and keeps what came back. A step answers some time after its update. */
export function recordingEngine(
  engine: Engine,
  hooks: Hooks = {},
): Engine & { readonly recording: Recording } {
  const recording: Recording = { steps: [], evaluations: [] };
  return {
    name: engine.name,
    device: engine.device,
    recording,
    compile: async (spec) => recordingModel(await engine.compile(spec), recording, hooks),
  };
}

function recordingModel(model: Model, recording: Recording, hooks: Hooks): Model {
  return {
    spec: model.spec,
    load: (state) => model.load(state),
    save: () => model.save(),
    gradients: (batch, noise) => model.gradients(batch, noise),
    dispose: () => model.dispose(),
    step: async (batch, noise, learningRate) => {
      hooks.onCall?.('step');
      const result = await model.step(batch, noise, learningRate);
      hooks.onUpdate?.();
      await setImmediate();
      recording.steps.push({ rows: batch.rows, learningRate, result });
      return result;
    },
    evaluate: async (batch, noise) => {
      hooks.onCall?.('evaluate');
      const evaluation = await model.evaluate(batch, noise);
      recording.evaluations.push(evaluation);
      return evaluation;
    },
  };
}
