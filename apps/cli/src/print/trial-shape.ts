import { budgetStop } from '@ram-sweep/results';
import type { StudySummary, TrialRow } from '@ram-sweep/store/read';
import type { RowShape } from './format.js';
import type { ListFrame } from './lists.js';
import { trialColumns } from './trial-columns.js';
import { trialCells, trialFields, trialRecord } from './trial-record.js';

/** How the trials of a study are printed, by whatever command. */
export const trialShape = (study: StudySummary, frame?: ListFrame): RowShape<TrialRow> => ({
  columns: trialColumns(
    Object.keys(study.spec.space),
    study.spec.finalists !== null || budgetStop(study) !== null,
  ),
  record: (trial) => trialRecord(study, trial),
  cells: (trial) => trialCells(study, trial),
  fields: trialFields(study),
  ...(frame ? { frame } : {}),
});
