import { randomUUID } from 'node:crypto';
import {
  compileTrialConfig,
  PROTOCOL_VERSION,
  studySpecSchema,
  type CheckpointRef,
  type EpochResult,
  type Failure,
  type StudySpec,
  type TrialEvent,
} from '@ram-sweep/protocol';
import {
  claimTrials,
  createStudy,
  openStore,
  type ClaimOutcome,
  type NewTrial,
  type Store,
  type Study,
} from '@ram-sweep/store';
import { openReader, type Reader } from '@ram-sweep/store/read';
import { newTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@ram-sweep/testkit';
import { afterAll, beforeAll } from 'vitest';

/** A store and a reader on one database, for the tests of a file. */
export interface Fixture {
  readonly url: string;
  readonly readerUrl: string;
  readonly store: Store;
  readonly reader: Reader;
}

/** On the Postgres that all test files share. */
export const useStore = (): Fixture => useStoreOn({} as Writable<Fixture>, newTestDatabase);

/** On a Postgres of the file's own, which its tests may kill. */
export function useOwnPostgres(): Fixture & { readonly postgres: TestPostgres } {
  const fixture = {} as Writable<Fixture & { readonly postgres: TestPostgres }>;
  // Hooks that end something run in the opposite order: the store is closed before.
  afterAll(() => fixture.postgres?.stop());
  return useStoreOn(fixture, async () => {
    const postgres = await startTestPostgres();
    Object.assign(fixture, { postgres });
    const url = await postgres.createDatabase();
    return { url, readerUrl: postgres.readerUrl(url) };
  });
}

type Writable<Object> = { -readonly [Key in keyof Object]: Object[Key] };

function useStoreOn<Made extends Writable<Fixture>>(
  fixture: Made,
  newDatabase: () => Promise<TestDatabase>,
): Made {
  beforeAll(async () => {
    Object.assign(fixture, await newDatabase());
    fixture.store = await openStore({ url: fixture.url });
    fixture.reader = await openReader({ url: fixture.readerUrl });
  });
  afterAll(async () => {
    await fixture.reader?.close();
    await fixture.store?.close();
  });
  return fixture;
}

export const studySpec = (fields: Partial<StudySpec> = {}): StudySpec =>
  studySpecSchema.parse({
    name: `study-${randomUUID().slice(0, 8)}`,
    dataset: { name: 'glyphs' },
    ...fields,
  });

export const newTrials = (count: number, { from = 0, epochs = 10 } = {}): NewTrial[] =>
  Array.from({ length: count }, (_, index) => {
    const params = { std: 1 / (from + index + 1), glimpses: 2 + (index % 7), scale: 1 + (index % 3) };
    return { number: from + index, params, config: compileTrialConfig({ ...params, epochs }) };
  });

export function makeStudy(
  store: Store,
  {
    trials = 3,
    epochs = 10,
    ...fields
  }: { trials?: number; epochs?: number } & Partial<Omit<StudySpec, 'trials'>> = {},
): Promise<Study> {
  return createStudy(store, {
    spec: studySpec(fields),
    trials: newTrials(trials, { epochs }),
  });
}

export async function claimTrial(
  store: Store,
  { study, trial, worker }: { study: string; trial: number; worker: string },
): Promise<ClaimOutcome> {
  const [outcome] = await claimTrials(store, study, [{ trial, worker, environment: 'onnx, a CPU, Node 20' }]);
  return outcome!;
}

/** Claims a trial and returns what makes the events of that attempt. */
export async function startAttempt(store: Store, study: Study, trial: number, worker = 'worker-a') {
  const claim = await claimTrial(store, { study: study.id, trial, worker });
  if (!claim.granted) throw new Error(claim.reason);
  return attemptEvents(study.id, trial, claim.attempt, worker);
}

export function attemptEvents(study: string, trial: number, attempt: number, worker = 'worker-a') {
  let sequence = 0;
  const envelope = () => ({
    version: PROTOCOL_VERSION as typeof PROTOCOL_VERSION,
    study,
    trial,
    attempt,
    sequence: sequence++,
    worker,
    at: '2026-01-01T00:00:00Z',
  });
  const reference = (epoch: number, step = 0): CheckpointRef => ({
    name: `${study}/${trial}/${attempt}-${epoch}-${step}`,
    digest: 'ab'.repeat(32),
    bytes: 1000,
    epoch,
    step,
  });
  return {
    attempt,
    reference,
    epoch: (epoch: number, fields: Partial<EpochResult> = {}): TrialEvent => ({
      ...envelope(),
      kind: 'epoch',
      result: epochResult(epoch, fields),
      checkpoint: reference(epoch),
    }),
    complete: (): TrialEvent => ({ ...envelope(), kind: 'complete' }),
    failed: (failure: Partial<Failure> = {}): TrialEvent => ({
      ...envelope(),
      kind: 'failed',
      failure: { class: 'error', message: 'it broke', retryable: true, epoch: 0, ...failure },
    }),
    released: (epoch: number, step: number): TrialEvent => ({
      ...envelope(),
      kind: 'released',
      checkpoint: reference(epoch, step),
    }),
    cancelled: (): TrialEvent => ({ ...envelope(), kind: 'cancelled', checkpoint: null }),
    notice: (message: string): TrialEvent => ({ ...envelope(), kind: 'notice', message }),
  };
}

export const epochResult = (epoch: number, fields: Partial<EpochResult> = {}): EpochResult => ({
  epoch,
  steps: 400,
  learningRate: 0.001,
  trainLoss: 1,
  actionLoss: 0.9,
  baselineLoss: 0.05,
  reinforceLoss: -0.2,
  trainError: 0.2,
  validationError: 1 / (epoch + 1),
  validationLoss: 0.7,
  seconds: 1.5,
  ...fields,
});
