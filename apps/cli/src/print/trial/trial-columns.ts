import { duration, magnitude, percent, shortValue } from '@ram-sweep/format';
import { actualTrialState } from '@ram-sweep/results';
import { costOf } from '@ram-sweep/results/records';
import type { StudySummary, TrialRow } from '@ram-sweep/store/read';
import type { Column } from '../format/table.js';

/** What a trial is for: `search`, or of which trial it repeats the config, such as `finalist, trial 4`. */
const phaseColumn: Column<TrialRow> = {
  title: 'phase',
  value: ({ phase, repeats, config }) =>
    repeats === null ? phase : `${phase === 'control' ? config.policy : phase}, trial ${repeats}`,
};

/**
 * The leaderboard as a printed table; the searched fields stand in columns of their own, and so does what each
 * trial is for if the study has `phases`.
 */
export function trialColumns(
  study: Pick<StudySummary, 'spec' | 'driven'>,
  phases = false,
): Column<TrialRow>[] {
  return [
    { title: 'rank', value: ({ rank }) => (rank === null ? '–' : String(rank)), align: 'right' },
    { title: 'trial', value: ({ number }) => String(number), align: 'right' },
    ...(phases ? [phaseColumn] : []),
    { title: 'state', value: (row) => actualTrialState(study, row) },
    { title: 'validation', value: (row) => percent(row.bestValidationError), align: 'right' },
    { title: 'test', value: ({ testError }) => percent(testError), align: 'right' },
    { title: 'epochs', value: ({ epochs, epochsTotal }) => `${epochs}/${epochsTotal}`, align: 'right' },
    ...Object.keys(study.spec.space).map((field): Column<TrialRow> => ({
      title: field,
      value: ({ params }) => (field in params ? shortValue(params[field]) : '–'),
      align: 'right',
    })),
    { title: 'cost', value: (row) => magnitude(costOf(row)), align: 'right' },
    { title: 'attempt', value: ({ attempt }) => String(attempt), align: 'right' },
    { title: 'training', value: ({ trainSeconds }) => duration(trainSeconds), align: 'right' },
    { title: 'worker', value: ({ worker }) => worker ?? '–' },
    {
      title: 'failure',
      value: ({ failure }) =>
        failure ? `${failure.class}: ${failure.message.replaceAll(/\s+/g, ' ').slice(0, 60)}` : '',
    },
  ];
}
