import { trialConfigSchema, type ParamValue, type StudySpec } from '@ram-sweep/protocol';
import { costOf } from '@ram-sweep/results/records';
import type { TrialRow } from '@ram-sweep/store/read';
import type { CsvColumn } from '../format/csv.js';

type Study = { readonly name: string; readonly spec: Pick<StudySpec, 'space'> };

const plainFields = [
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
] as const;

const configFields = trialConfigSchema.keyof().options;

/**
 * The columns of a study's trials in CSV, whichever of them are listed. A param or field that is null is written so, one
 * that was not drawn is empty.
 */
export const trialCsv = ({ name, spec }: Study): CsvColumn<TrialRow>[] => [
  { name: 'study', value: () => name },
  ...plainFields.map((field) => ({ name: field, value: (trial: TrialRow) => trial[field] })),
  { name: 'multiplyAdds', value: costOf },
  { name: 'failure', value: ({ failure }) => failure?.class },
  { name: 'failureMessage', value: ({ failure }) => failure?.message },
  { name: 'tests', value: ({ tests }) => tests },
  ...Object.keys(spec.space).map((field) => ({
    name: `param.${field}`,
    value: ({ params }: TrialRow) => written(params[field]),
  })),
  ...configFields.map((field) => ({
    name: `config.${field}`,
    value: ({ state, config }: TrialRow) => (state === 'planned' ? undefined : written(config[field])),
  })),
  { name: 'curve', value: ({ curve }) => curve },
];

const written = (value: ParamValue | undefined): ParamValue | undefined => (value === null ? 'null' : value);
