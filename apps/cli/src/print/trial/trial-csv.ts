import { trialConfigSchema, type ParamValue, type StudySpec } from '@ram-sweep/protocol';
import { actualTrialState } from '@ram-sweep/results';
import { costOf } from '@ram-sweep/results/records';
import type { StudySummary, TrialRow } from '@ram-sweep/store/read';
import type { CsvColumn } from '../format/csv.js';

type Study = Pick<StudySummary, 'name' | 'driven'> & { readonly spec: Pick<StudySpec, 'space'> };

const fieldsBeforeState = ['number', 'rank', 'phase', 'repeats', 'searchIndex'] as const;
const fieldsAfterState = [
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
] as const;

const configFields = trialConfigSchema.keyof().options;

/**
 * The columns of a study's trials in CSV, whichever of them are listed. A param or field that is null is written so,
 * one that was not drawn is empty.
 */
export const trialCsv = (study: Study): CsvColumn<TrialRow>[] => [
  { name: 'study', value: () => study.name },
  ...fieldsBeforeState.map(plainColumn),
  { name: 'state', value: (trial) => actualTrialState(study, trial) },
  ...fieldsAfterState.map(plainColumn),
  { name: 'multiplyAdds', value: costOf },
  { name: 'failure', value: ({ failure }) => failure?.class },
  { name: 'failureMessage', value: ({ failure }) => failure?.message },
  { name: 'tests', value: ({ tests }) => tests },
  ...Object.keys(study.spec.space).map((field) => ({
    name: `param.${field}`,
    value: ({ params }: TrialRow) => written(params[field]),
  })),
  ...configFields.map((field) => ({
    name: `config.${field}`,
    value: ({ state, config }: TrialRow) => (state === 'planned' ? undefined : written(config[field])),
  })),
  { name: 'curve', value: ({ curve }) => curve },
];

const plainColumn = (field: keyof TrialRow): CsvColumn<TrialRow> => ({
  name: field,
  value: (trial) => trial[field],
});

const written = (value: ParamValue | undefined): ParamValue | undefined => (value === null ? 'null' : value);
