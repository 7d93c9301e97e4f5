import {
  compileTrialConfig,
  PROTOCOL_VERSION,
  studySpecSchema,
  type StudySpec,
  type TrialEvent,
} from '@ram-sweep/protocol';
import { claimTrials, createStudy, recordEvents, type Store, type Study } from '@ram-sweep/store';

/** A study of so many waiting trials, of three epochs each. */
export function newStudy(
  store: Store,
  name: string,
  trials: number,
  fields: Partial<StudySpec> = {},
): Promise<Study> {
  const config = compileTrialConfig({ epochs: 3 });
  return createStudy(store, {
    spec: studySpecSchema.parse({ name, dataset: { name: 'glyphs' }, trials, ...fields }),
    trials: Array.from({ length: trials }, (_, number) => ({ number, params: { std: 0.1 }, config })),
  });
}

/** A worker takes these trials. */
export async function claim(store: Store, study: string, ...trials: number[]): Promise<void> {
  const claims = trials.map((trial) => ({ trial, worker: 'box-1', environment: 'onnx' }));
  await claimTrials(store, study, claims);
}

/** It reports an epoch of one, with this validation error, and with `isLast` that it is complete. */
export async function report(
  store: Store,
  study: string,
  { trial, epoch, error, isLast = false }: { trial: number; epoch: number; error: number; isLast?: boolean },
): Promise<void> {
  const envelope = {
    version: PROTOCOL_VERSION as typeof PROTOCOL_VERSION,
    study,
    trial,
    attempt: 1,
    worker: 'box-1',
    at: '2026-01-01T00:00:00Z',
  };
  const checkpoint = {
    name: `${study}/${trial}/1-${epoch}-0`,
    digest: 'ab'.repeat(32),
    bytes: 9,
    epoch,
    step: 0,
  };
  const losses = { trainLoss: 1, actionLoss: 1, baselineLoss: 0, reinforceLoss: 0, validationLoss: 1 };
  const result = { epoch, steps: 9, learningRate: 0.001, trainError: 0.2, seconds: 1, ...losses };
  const events: TrialEvent[] = [
    {
      ...envelope,
      sequence: 2 * epoch,
      kind: 'epoch',
      result: { ...result, validationError: error },
      checkpoint,
    },
    ...(isLast ? [{ ...envelope, sequence: 2 * epoch + 1, kind: 'complete' as const }] : []),
  ];
  await recordEvents(store, study, events);
}
