import { Command } from 'commander';
import type { RepeatResult } from '@ram-sweep/report';
import type { MeanInterval } from '@ram-sweep/search';
import type { StudySummary, TrialRow } from '@ram-sweep/store/read';
import { stringify } from 'yaml';
import { formatRows, formatValue, type Format } from '../../print/format.js';
import { compactNumber, counted, describeProtocol, meanPercent, percent } from '../../print/units.js';
import { withReader } from '../../servers.js';
import { readSettings, withServerFlags } from '../../settings.js';
import { requireWinner, type Winner } from '../../winner.js';
import { chosenFormat, examples, formatOption, jsonOption } from '../options/arguments.js';
import { requireStudy } from '../../studies/require-study.js';
import { propose } from '../../print/propose.js';

export function bestCommand(): Command {
  const command = new Command('best')
    .description('print the best config so far, ready to paste into a study file')
    .argument('[study]', 'name of the study (default: the newest)')
    .addOption(formatOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Where a study has finalists, the best is the config of smallest mean validation error over its seeds, with
the 95 % interval of that mean. Before they are complete it is the best trial of the search, and says so.
${examples('ram-sweep best', 'ram-sweep best mnist-28 --json', 'ram-sweep best --format yaml > best.yaml')}`,
    );
  return withServerFlags(command, 'home', 'database').action(
    async (name: string | undefined, flags: { format: Format; json?: boolean }) => {
      const text = await withReader(readSettings(command), async (reader) => {
        const study = await requireStudy(reader, name);
        return printWinner(study, await requireWinner(reader, study), chosenFormat(flags));
      });
      process.stdout.write(text);
    },
  );
}

export function printWinner(study: StudySummary, winner: Winner, format: Format): string {
  const record = winnerRecord(study, winner);
  if (format === 'table') return describeWinner(study, winner);
  return format === 'csv' ? formatRows('csv', [record], [], (row) => row) : formatValue(format, record);
}

function winnerRecord(study: StudySummary, { source, trial, group, controls }: Winner) {
  return {
    study: study.name,
    dataset: study.spec.dataset,
    source,
    trial: trial.number,
    state: trial.state,
    validationError: group?.validation?.mean ?? trial.bestValidationError,
    halfWidth95: group?.validation?.halfWidth ?? null,
    seeds: group?.validation?.count ?? 1,
    testError: trial.testError,
    tests: group?.tests ?? [],
    controls: controls.map(({ policy, validation, tests }) => ({ policy, validation, tests })),
    epoch: trial.bestEpoch,
    epochs: trial.epochs,
    seed: trial.config.seed,
    params: trial.params,
    config: trial.config,
  };
}

function describeWinner(study: StudySummary, winner: Winner): string {
  const { dataset } = study.spec;
  const { trial, group } = winner;
  const lines = group ? describeFinalist(study, winner, group) : describeTrial(study, trial);
  return [
    `# Best of study ${study.name} on ${dataset.name} (${dataset.canvas})`,
    ...lines.map(([title, text]) => `# ${title.padEnd(17)} ${text}`),
    stringify({ config: trial.config }).trimEnd(),
    '',
  ].join('\n');
}

function describeTrial(study: StudySummary, trial: TrialRow): [string, string][] {
  const tests = trial.tests.map((test) => `${percent(test.error)}, ${describeProtocol(test)}`);
  const unmeasured = `not measured yet; \`${propose(`test ${study.name}`)}\` does it once`;
  const finalistsWait = trial.phase === 'search' && study.spec.finalists !== null;
  return [
    [
      'found by',
      `the search: trial ${trial.number}, ${trial.state}, one seed${finalistsWait ? '; its finalists are not complete' : ''}`,
    ],
    [
      'validation error',
      `${percent(trial.bestValidationError)} at epoch ${trial.bestEpoch} of ${trial.epochsTotal}`,
    ],
    ...(tests.length > 0 ? tests : [unmeasured]).map((test): [string, string] => ['test error', test]),
    ['params', [describeParams(study, trial), `seed ${trial.config.seed}`].join('; ')],
  ];
}

function describeFinalist(
  study: StudySummary,
  { trial, controls }: Winner,
  group: RepeatResult,
): [string, string][] {
  const untested = `not measured yet; \`${propose(`test ${study.name} --finalists`)}\` does it once`;
  return [
    ['found by', `the finalists: trial ${group.repeats} of the search again, ${describeSeeds(group)}`],
    ['validation error', describeMean(group.validation)],
    ...(group.tests.length > 0 ? describeTests(group) : [['test error', untested] as [string, string]]),
    ...controls.map((control): [string, string] => [
      `${control.policy} policy`,
      `validation ${describeMean(control.validation)}${describeTests(control)
        .map(([, text]) => `; test ${text}`)
        .join('')}`,
    ]),
    ['params', describeParams(study, trial)],
    ['config', `that of trial ${trial.number}, the best of its seeds`],
  ];
}

function describeSeeds({ trials, validation }: RepeatResult): string {
  const numbers = trials.map(({ number }) => number).join(', ');
  const complete = validation?.count ?? 0;
  const without = complete < trials.length ? `, ${complete} complete` : '';
  return `${counted(trials.length, 'seed')}${without} (trials ${numbers})`;
}

const describeTests = ({ tests }: RepeatResult): [string, string][] =>
  tests.map((test) => ['test error', `${describeMean(test)}, ${describeProtocol(test)}`]);

function describeMean(mean: MeanInterval | null): string {
  if (mean === null) return 'none yet';
  return `${meanPercent(mean)} (${mean.count === 1 ? 'one seed' : `mean of ${counted(mean.count, 'seed')}`})`;
}

function describeParams({ spec }: StudySummary, { params }: TrialRow): string {
  const searched = Object.keys(spec.space)
    .filter((field) => field in params)
    .map((field) => {
      const value = params[field];
      return `${field} ${typeof value === 'number' ? compactNumber(value) : value}`;
    })
    .join(', ');
  return searched || 'none searched';
}
