import { percent } from '@ram-sweep/format';
import type { TrialDetail } from '@ram-sweep/store/read';
import type { TestProtocol, TestResult } from '../../models/test-trial.js';
import { renderTable, type Column } from '../format/table.js';

interface Row {
  readonly trial: TrialDetail;
  readonly measured: readonly TestResult[];
}

/**
 * The test errors of finalists and controls, a row for each training: those that were measured now, and those that were
 * known before.
 */
export function printFinalistTests(
  trials: readonly TrialDetail[],
  measured: readonly TestResult[],
  protocols: readonly TestProtocol[],
): string {
  const rows = trials.map((trial) => ({
    trial,
    measured: measured.filter((result) => result.trial === trial.number),
  }));
  return renderTable(rows, [
    { title: 'trial', align: 'right', value: ({ trial }) => String(trial.number) },
    { title: 'what', value: ({ trial }) => kindOf(trial) },
    { title: 'of', align: 'right', value: ({ trial }) => String(trial.repeats) },
    { title: 'epoch', align: 'right', value: ({ trial }) => String(trial.bestEpoch) },
    { title: 'validation', align: 'right', value: ({ trial }) => percent(trial.bestValidationError) },
    ...protocols.map((protocol): Column<Row> => ({
      title: titleOf(protocol),
      align: 'right',
      value: (row) => percent(errorUnder(row, protocol)),
    })),
  ]);
}

/** Short, so that a row fits 80 columns. */
const titleOf = ({ policy, rollouts }: TestProtocol): string =>
  `test, ${rollouts === 1 ? '' : `${rollouts} × `}${policy}`;

const kindOf = ({ phase, config }: TrialDetail): string =>
  phase === 'control' ? `control, ${config.policy}` : phase;

function errorUnder({ trial, measured }: Row, { policy, rollouts }: TestProtocol): number | undefined {
  const isThis = (of: TestProtocol): boolean => of.policy === policy && of.rollouts === rollouts;
  const known = trial.testResults.find((result) => isThis(result) && result.epoch === trial.bestEpoch);
  return measured.find(isThis)?.testError ?? known?.error;
}
