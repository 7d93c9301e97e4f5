import { trialConfigSchema, type StudySpec, type TrialConfig } from '@ram-sweep/protocol';
import type { TrialRow } from '@ram-sweep/store/read';
import { costOf } from './cost.js';

type Study = { readonly name: string; readonly spec: Pick<StudySpec, 'space'> };

/**
 * A trial as one record for JSON and YAML, the same from every command: what it cost, params and config by field name. The
 * config of a trial that is planned is null, for its params are not drawn.
 */
export function trialRecord({ name }: Study, trial: TrialRow) {
  const { params, config, failure, tests, curve, ...row } = trial;
  return {
    study: name,
    ...row,
    multiplyAdds: costOf(trial),
    failure,
    tests,
    params,
    config: trial.state === 'planned' ? null : config,
    curve,
  };
}

const plainFields = [
  'study',
  'number',
  'rank',
  'phase',
  'repeats',
  'searchIndex',
  'state',
  'attempt',
  'worker',
  'epochs',
  'epochsTotal',
  'bestValidationError',
  'bestEpoch',
  'testError',
  'trainSeconds',
  'startedAt',
  'finishedAt',
  'multiplyAdds',
] as const;

const configFields = trialConfigSchema.keyof().options;

/** The columns of a study's trials in CSV, whichever of them are listed. */
export const trialFields = ({ spec }: Study): string[] => [
  ...plainFields,
  'failure',
  'failureMessage',
  'tests',
  ...Object.keys(spec.space).map((field) => `param.${field}`),
  ...configFields.map((field) => `config.${field}`),
  'curve',
];

/** The record as a line of CSV has it. A value that is null is written so; one that was not drawn is empty. */
export function trialCells(study: Study, trial: TrialRow): Record<string, unknown> {
  const { params, config, failure, ...record } = trialRecord(study, trial);
  return {
    ...record,
    failure: failure?.class,
    failureMessage: failure?.message,
    ...named('param', params),
    ...named('config', config ?? {}),
  };
}

const named = (prefix: string, values: Partial<TrialConfig> | TrialRow['params']): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).map(([field, value]) => [`${prefix}.${field}`, value === null ? 'null' : value]),
  );
