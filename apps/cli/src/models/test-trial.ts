import { evaluateSplit } from '@ram-sweep/ram';
import { recordTestResult } from '@ram-sweep/store';
import type { TrialTest } from '@ram-sweep/store/read';
import { describeProtocol } from '../print/trial/protocol.js';
import { withStore } from '@ram-sweep/studies/servers';
import { withTrainedModel, type TrainedModel, type TrainedTrial } from '@ram-sweep/studies/models';

/** How a policy is followed over the test images. */
export interface TestProtocol {
  readonly policy: TrialTest['policy'];
  readonly rollouts: number;
}

export type TestResult = Awaited<ReturnType<typeof measure>>;

/** Measures the test error of a trial's best epoch under each protocol, and records each as soon as it is measured. */
export async function testTrial(of: TrainedTrial, protocols: readonly TestProtocol[]): Promise<TestResult[]> {
  if (protocols.length === 0) return [];
  return withTrainedModel(of, async (trained) => {
    const results: TestResult[] = [];
    for (const protocol of protocols) {
      of.say?.(`measuring, ${describeProtocol(protocol)}`);
      const result = await measure(of, trained, protocol);
      await record(of, result);
      results.push(result);
    }
    return results;
  });
}

async function measure(
  { study, trial }: TrainedTrial,
  { model, splits, epoch, validationError, engine, source }: TrainedModel,
  protocol: TestProtocol,
) {
  const { number, config } = trial;
  const { seed } = config;
  const outcome = await evaluateSplit({
    model,
    config,
    split: splits.test,
    seed,
    label: 'test',
    ...protocol,
  });
  return {
    study: study.name,
    dataset: source,
    trial: number,
    epoch,
    validationError,
    testError: outcome.error,
    images: outcome.images,
    ...protocol,
    engine,
  };
}

function record({ servers, study }: TrainedTrial, result: TestResult): Promise<void> {
  const { trial, epoch, policy, rollouts, images, engine, testError: error } = result;
  const row = { study: study.id, trial, epoch, policy, rollouts, error, images, engine };
  return withStore(servers, (store) => recordTestResult(store, row));
}
