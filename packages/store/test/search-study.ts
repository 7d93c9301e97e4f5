import { compileTrialConfig, type SamplerSpec } from '@ram-sweep/protocol';
import {
  createStudy,
  recordEvents,
  trialOutcomes,
  type NewTrial,
  type RungVerdict,
  type Study,
} from '@ram-sweep/store';
import { readTrial, readTrials } from '@ram-sweep/store/read';
import { expect } from 'vitest';
import { startAttempt, studySpec, type Fixture } from './fixture.js';

export const EPOCHS = 9;
export const config = compileTrialConfig({ epochs: EPOCHS });
const tpe: SamplerSpec = { name: 'tpe', lag: 2 };

export const verdict = (kind: RungVerdict['kind'], index: number, rung = 1): RungVerdict => ({
  kind,
  index,
  rung,
  nextRung: 3 * rung,
  reason: `because ${kind}`,
});

interface SearchShape {
  readonly trials?: number;
  readonly planned?: number;
  /** Epochs of the first rung; null where there is none. */
  readonly rung?: number | null;
}

/** What tests do with the trials of a search, and ask of them. */
export const searchOn = (fixture: Fixture) => ({
  /** Trials of numbers 0 … that wait, drawn, to train to the first rung; then `planned` more. */
  makeSearch: ({ trials = 3, planned = 0, rung = 1 }: SearchShape = {}): Promise<Study> =>
    createStudy(fixture.store, {
      spec: studySpec({
        sampler: tpe,
        ...(rung === null ? {} : { pruner: { name: 'asha', minEpochs: rung, reductionFactor: 3 } }),
      }),
      trials: Array.from({ length: trials + planned }, (_, index): NewTrial => ({
        number: index,
        searchIndex: index,
        isPlanned: index >= trials,
        params: index >= trials ? {} : { std: 0.1 },
        config,
        grantedEpochs: index >= trials ? null : rung,
      })),
    }),

  /** The trial is claimed and trains these epochs, the first by default, with this error at each. */
  train: async (study: Study, trial: number, validationError: number, ...epochs: number[]): Promise<void> => {
    const attempt = await startAttempt(fixture.store, study, trial);
    const trained = epochs.length > 0 ? epochs : [1];
    await recordEvents(
      fixture.store,
      study.id,
      trained.map((epoch) => attempt.epoch(epoch, { validationError })),
    );
  },

  statesOf: async (study: Study): Promise<string[]> =>
    (await readTrials(fixture.reader, study.id, { sort: 'number' })).map(({ state }) => state),

  attemptsOf: async (study: Study, trial: number) =>
    (await readTrial(fixture.reader, study.id, trial))?.attempts.map(({ outcome }) => outcome ?? 'running'),

  outcomesOf: async (study: Study, rung: number | null): Promise<unknown[]> => {
    const indices = (await readTrials(fixture.reader, study.id)).map((_, index) => index);
    const outcomes = await trialOutcomes(fixture.store, study.id, { indices, rung });
    expect(outcomes.map(({ index }) => index)).toEqual(indices);
    return outcomes.map(({ outcome }) => outcome);
  },
});
