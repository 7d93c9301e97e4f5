import { budgetStop } from '@ram-sweep/results';
import { trialRecord } from '@ram-sweep/results/records';
import type { StudySummary, TrialRow } from '@ram-sweep/store/read';
import type { RowShape } from '../format/format.js';
import type { ListFrame } from '../format/lists.js';
import { trialColumns } from './trial-columns.js';
import { trialCsv } from './trial-csv.js';

/** How the trials of a study are printed, by whatever command. */
export const trialShape = (study: StudySummary, frame?: ListFrame): RowShape<TrialRow> => ({
  columns: trialColumns(study, study.spec.finalists !== null || budgetStop(study) !== null),
  record: (trial) => trialRecord(study, trial),
  csv: trialCsv(study),
  ...(frame ? { frame } : {}),
});
