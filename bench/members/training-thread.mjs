/** One trial on a data set, in a thread: the training loop of ram-sweep with its splits, as a worker runs it. */
import { workerData } from 'node:worker_threads';
import { openSplits } from '@ram-sweep/dataset';
import { evaluateSplit, freshState, initialParameters, modelSpec, Training } from '@ram-sweep/ram';
import { openEngine } from '@ram-sweep/engines';
import { trialConfig } from '../workload.mjs';
import { serve } from './thread.mjs';

const { engine: name, images, dataset } = workerData;
const engine = await openEngine(name);
const splits = openSplits(images, dataset, trialConfig);
const training = await Training.start({ engine, config: trialConfig, data: splits });

serve({ device: engine.device }, { epoch: trainEpoch, steps: trainSteps, validation: validate }, async () => {
  await training.dispose();
  await splits.close();
});

/** One whole epoch, its validation included. */
async function trainEpoch() {
  const began = performance.now();
  for await (const { validationError } of training.epochs()) {
    return { seconds: (performance.now() - began) / 1000, validationError };
  }
  throw new Error('the trial has no epoch left');
}

/** One pass over the validation images, as at the end of each epoch, with weights at their beginning. */
async function validate() {
  const spec = modelSpec(trialConfig, splits);
  const model = await engine.compile(spec);
  await model.load(freshState(spec, initialParameters(spec, 1)));
  const began = performance.now();
  const { seed } = trialConfig;
  await evaluateSplit({ model, config: trialConfig, split: splits.validation, seed, label: 'validation' });
  const seconds = (performance.now() - began) / 1000;
  await model.dispose();
  return { seconds };
}

/** So many steps, and no more. @param {{ count: number }} request */
async function trainSteps({ count }) {
  const enough = new AbortController();
  let steps = 0;
  const onStep = () => {
    steps += 1;
    if (steps === count) enough.abort();
  };
  try {
    for await (const _ of training.epochs({ signal: enough.signal, onStep }));
  } catch (error) {
    if (!enough.signal.aborted) throw error;
  }
  return { steps };
}
