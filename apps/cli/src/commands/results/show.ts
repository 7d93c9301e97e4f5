import { duration, exactTimestamp, magnitude, percent } from '@ram-sweep/format';
import { Command } from 'commander';
import {
  actualTrialState,
  budgetStop,
  describeProvenance,
  describeStop,
  readProvenance,
  type Provenance,
} from '@ram-sweep/results';
import type { StudySummary, TrialDetail } from '@ram-sweep/store/read';
import { costOf, trialDetailRecord } from '@ram-sweep/results/records';
import { formatRows, formatValue, formatYaml } from '../../print/format/format.js';
import type { Format } from '../../print/format/formats.js';
import { renderTable, type Column } from '../../print/format/table.js';
import { describeProtocol } from '../../print/trial/protocol.js';
import { withReader } from '@ram-sweep/studies/servers';
import { readSettings, withServerFlags } from '../../settings.js';
import { chosenFormat, examples, formatOption, jsonOption, parseTrial } from '../options/arguments.js';
import { noteInterruption } from '../../studies/sweep-presence.js';
import { requireStudy, requireTrial } from '@ram-sweep/studies/find';

type Epoch = TrialDetail['epochs'][number];
type Attempt = TrialDetail['attempts'][number];

export function showCommand(): Command {
  const command = new Command('show')
    .description('show one trial: its config, epochs, attempts, and why it failed if it did')
    .argument('<trial>', 'number of the trial', parseTrial)
    .argument('[study]', 'name of the study (default: the newest)')
    .addOption(formatOption())
    .addOption(jsonOption())
    .addHelpText('after', examples('ram-sweep show 7', 'ram-sweep show 7 mnist-28 --format csv > curve.csv'));
  return withServerFlags(command, 'home', 'database').action(
    async (number: number, name: string | undefined, flags: { format: Format; json?: boolean }) => {
      const settings = readSettings(command);
      const text = await withReader(settings, async (reader) => {
        const study = await noteInterruption(settings, await requireStudy(reader, name));
        const trial = await requireTrial(reader, study, number);
        const provenance = await readProvenance(reader, study.id);
        return printTrial(study, trial, provenance, chosenFormat(flags));
      });
      process.stdout.write(text);
    },
  );
}

async function printTrial(
  study: StudySummary,
  trial: TrialDetail,
  provenance: Provenance,
  format: Format,
): Promise<string> {
  const isPlanned = trial.state === 'planned';
  if (format === 'csv') return formatRows('csv', trial.epochs, [], (epoch) => ({ ...epoch }));
  if (format !== 'table') return formatValue(format, trialDetailRecord(study, trial, provenance));
  const stop = budgetStop(study);
  return [
    `trial ${trial.number} of study ${study.name}${describePhase(trial)}: ${actualTrialState(study, trial)}, ${trial.epochs.length} of ${trial.epochsTotal} epochs`,
    ...(trial.bestEpoch === null
      ? []
      : [`best validation error ${percent(trial.bestValidationError)} at epoch ${trial.bestEpoch}`]),
    ...trial.tests.map((test) => `test error ${percent(test.error)}, ${describeProtocol(test)}`),
    ...(trial.failure
      ? [`failed (${trial.failure.class}) after epoch ${trial.failure.epoch}: ${trial.failure.message}`]
      : []),
    ...(stop ? [`its search ended ${describeStop(stop)}`] : []),
    ...(isPlanned
      ? ['planned: its params are drawn once the results are known that they follow from']
      : [
          `cost ${magnitude(costOf(trial))} multiply-adds per image at test; ${duration(trial.trainSeconds)} of training`,
        ]),
    ...describeProvenance(provenance).map((line) => `study ${study.name}: ${line}`),
    '',
    trial.epochs.length > 0 ? renderTable(trial.epochs, epochColumns) : 'no epoch is complete yet\n',
    trial.attempts.length > 0
      ? renderTable(trial.attempts, attemptColumns(study))
      : 'no worker has taken it yet\n',
    ...(isPlanned ? [] : [await formatYaml({ config: trial.config })]),
  ].join('\n');
}

function describePhase({ phase, repeats, config }: TrialDetail): string {
  if (phase === 'search') return '';
  if (phase === 'surplus') return ' (surplus: the search had ended before it, so it counts for nothing)';
  return phase === 'finalist'
    ? ` (finalist, repeats trial ${repeats})`
    : ` (control of trial ${repeats}, ${config.policy} policy)`;
}

const fixed = (value: number): string => value.toFixed(4);

const epochColumns: Column<Epoch>[] = [
  { title: 'epoch', value: ({ epoch }) => String(epoch), align: 'right' },
  { title: 'validation', value: ({ validationError }) => percent(validationError), align: 'right' },
  { title: 'training', value: ({ trainError }) => percent(trainError), align: 'right' },
  { title: 'loss', value: ({ trainLoss }) => fixed(trainLoss), align: 'right' },
  { title: 'action', value: ({ actionLoss }) => fixed(actionLoss), align: 'right' },
  { title: 'baseline', value: ({ baselineLoss }) => fixed(baselineLoss), align: 'right' },
  { title: 'reinforce', value: ({ reinforceLoss }) => fixed(reinforceLoss), align: 'right' },
  { title: 'rate', value: ({ learningRate }) => learningRate.toExponential(2), align: 'right' },
  { title: 'time', value: ({ seconds }) => duration(seconds), align: 'right' },
];

const attemptColumns = (study: StudySummary): Column<Attempt>[] => [
  { title: 'attempt', value: ({ attempt }) => String(attempt), align: 'right' },
  { title: 'worker', value: ({ worker }) => worker },
  { title: 'started', value: ({ startedAt }) => exactTimestamp(startedAt) },
  { title: 'ended', value: ({ endedAt }) => exactTimestamp(endedAt) },
  { title: 'outcome', value: ({ outcome }) => outcome ?? actualTrialState(study, { state: 'running' }) },
  { title: 'environment', value: ({ environment }) => environment ?? '–' },
  { title: 'reason', value: ({ reason }) => reason ?? '' },
];
