import { counted, duration, interval, magnitude, percent } from '@ram-sweep/format';
import {
  attentionVerdict,
  budgetStop,
  describeDifference,
  describeOthers,
  describeProvenance,
  describeStop,
  describeTraining,
  describeVerdict,
  type AttentionVerdict,
  type RepeatResult,
  type Winner,
} from '@ram-sweep/results';
import { costOf, type Asked, type FoundWinner } from '@ram-sweep/results/records';
import type { MeanInterval } from '@ram-sweep/search/finalists';
import type { StudySummary, TrialRow } from '@ram-sweep/store/read';
import { formatYaml } from '../format/format.js';
import { propose } from '../command/propose.js';
import { namedTrial } from '../trial/named-trial.js';
import { describeProtocol } from '../trial/protocol.js';
import { reusableConfig } from './reusable-config.js';
import { describeStanding, finalistsWait, searchedParams } from './winner-summary.js';

/** What is said of the params where nothing was searched. */
const NONE = 'none searched';

/**
 * All that is said of a winner as comments, and its config beneath: the whole of it can be pasted into a study file,
 * where every trial then has a seed of its own.
 */
export async function winnerDetails({ study, winner, provenance, asked }: FoundWinner): Promise<string> {
  const { dataset } = study.spec;
  const { trial, group } = winner;
  const lines = group ? describeFinalist(study, winner, group) : describeTrial(study, winner, asked);
  return [
    `# Best of study ${study.name} on ${dataset.name} (${dataset.canvas})`,
    ...[...lines, ...describeEnd(study), ...costLines(trial, asked)].map(
      ([title, text]) => `# ${title.padEnd(17)} ${text}`,
    ),
    ...describeProvenance(provenance).map((line) => `# ${line}`),
    await formatYaml({ config: reusableConfig(study.spec, trial.config) }),
  ].join('\n');
}

function describeEnd(study: StudySummary): [string, string][] {
  const stop = budgetStop(study);
  return stop ? [['search ended', describeStop(stop)]] : [];
}

function costLines(trial: TrialRow, asked: Asked | undefined): [string, string][] {
  const cost = `${magnitude(costOf(trial))} multiply-adds per image at test, ${duration(trial.trainSeconds)} of training`;
  return [
    ['cost', cost],
    ...(asked === undefined ? [] : [['asked for', describeStanding(asked)] as [string, string]]),
  ];
}

function describeTrial(study: StudySummary, winner: Winner, asked: Asked | undefined): [string, string][] {
  const { trial } = winner;
  const waits = finalistsWait(study, winner, asked);
  const tests = trial.tests.map((test) => `${percent(test.error)}, ${describeProtocol(test)}`);
  const unmeasured = `not measured yet; \`${propose(`test ${study.name}`)}\` does it once`;
  return [
    [
      'found by',
      `the search: trial ${trial.number}, ${trial.state}, one seed${waits ? '; its finalists are not complete' : ''}`,
    ],
    [
      'validation error',
      `${percent(trial.bestValidationError)} at epoch ${trial.bestEpoch} of ${trial.epochsTotal}`,
    ],
    ...(tests.length > 0 ? tests : [unmeasured]).map((test): [string, string] => ['test error', test]),
    ['params', [searchedParams(study, trial) || NONE, `seed ${trial.config.seed}`].join('; ')],
  ];
}

function describeFinalist(study: StudySummary, winner: Winner, group: RepeatResult): [string, string][] {
  const { trial, controls } = winner;
  const verdict = attentionVerdict(winner);
  const untested = `not measured yet; \`${propose(`test ${study.name} --finalists`)}\` does it once`;
  return [
    ['found by', `the finalists: trial ${group.repeats} of the search again, ${describeSeeds(group)}`],
    ['validation error', [describeMean(group.validation), ...describeTraining(winner)].join('; ')],
    ...(group.tests.length > 0 ? describeTests(group) : [['test error', untested] as [string, string]]),
    ...controls.map((control): [string, string] => [
      `${control.policy} policy`,
      `validation ${describeMean(control.validation)}${describeTests(control)
        .map(([, text]) => `; test ${text}`)
        .join('')}`,
    ]),
    ...(verdict ? describeFindings(verdict) : []),
    ['params', searchedParams(study, trial) || NONE],
    ['config', `that of ${namedTrial(trial)}, the best of its seeds`],
  ];
}

/** The verdict with its numbers, then by how much where that is known, and what other measures say. */
const describeFindings = (verdict: AttentionVerdict): [string, string][] => [
  ['verdict', describeVerdict(verdict)],
  ...(verdict.difference ? [['difference', describeDifference(verdict)] as [string, string]] : []),
  ...describeOthers(verdict).map((text): [string, string] => ['other measures', text]),
];

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
  return `${interval(mean)} (${mean.count === 1 ? 'one seed' : `mean of ${counted(mean.count, 'seed')}`})`;
}
