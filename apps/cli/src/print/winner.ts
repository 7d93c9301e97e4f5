import { counted, duration, interval, magnitude, percent, shortValue } from '@ram-sweep/format';
import type { TrialConfig } from '@ram-sweep/protocol';
import {
  attentionVerdict,
  budgetStop,
  describeProvenance,
  describeStop,
  describeVerdict,
  type Provenance,
  type RepeatResult,
  type SuitingWinner,
  type Winner,
} from '@ram-sweep/results';
import type { MeanInterval } from '@ram-sweep/search/finalists';
import type { StudySummary, TrialRow } from '@ram-sweep/store/read';
import { costOf } from './cost.js';
import { formatRows, formatValue, formatYaml } from './format.js';
import type { Format } from './formats.js';
import { propose } from './propose.js';
import { describeProtocol } from './protocol.js';

/** What was asked for besides the best, and what came of it. */
interface Asked {
  /** The most multiply-adds per image. */
  readonly under: number;
  readonly winner: SuitingWinner;
}

/** A winner with all that is said of it. */
export interface FoundWinner {
  readonly study: StudySummary;
  readonly winner: Winner;
  readonly provenance: Provenance;
  readonly asked?: Asked;
}

/** The best config of a study and what it rests on; as a table it is YAML with comments. */
export async function printWinner(found: FoundWinner, format: Format): Promise<string> {
  const record = winnerRecord(found);
  if (format === 'table') return describeWinner(found);
  return format === 'csv' ? formatRows('csv', [record], [], (row) => row) : formatValue(format, record);
}

function winnerRecord({ study, winner, provenance, asked }: FoundWinner) {
  const { source, trial, group, controls } = winner;
  return {
    study: study.name,
    dataset: study.spec.dataset,
    source,
    trial: trial.number,
    searchTrial: group?.repeats ?? trial.number,
    state: trial.state,
    validationError: group?.validation?.mean ?? trial.bestValidationError,
    halfWidth95: group?.validation?.halfWidth ?? null,
    seeds: group?.validation?.count ?? 1,
    testError: group ? (group.tests[0]?.mean ?? null) : trial.testError,
    tests: group?.tests ?? [],
    controls: controls.map(({ policy, validation, tests }) => ({ policy, validation, tests })),
    verdict: attentionVerdict(winner),
    stoppedBy: study.stoppedBy,
    epoch: trial.bestEpoch,
    epochs: trial.epochs,
    seed: trial.config.seed,
    multiplyAdds: costOf(trial),
    trainSeconds: trial.trainSeconds,
    ...(asked === undefined ? {} : standingRecord(asked)),
    ...provenance,
    params: trial.params,
    config: trial.config,
  };
}

const standingRecord = ({ under, winner: { finalistRank, finalists, searchRank } }: Asked) => ({
  under,
  finalistRank,
  finalists,
  searchRank,
});

async function describeWinner({ study, winner, provenance, asked }: FoundWinner): Promise<string> {
  const { dataset } = study.spec;
  const { trial, group } = winner;
  const lines = group ? describeFinalist(study, winner, group) : describeTrial(study, trial, asked);
  return [
    `# Best of study ${study.name} on ${dataset.name} (${dataset.canvas})`,
    ...[...lines, ...describeEnd(study), ...costLines(trial, asked)].map(
      ([title, text]) => `# ${title.padEnd(17)} ${text}`,
    ),
    ...describeProvenance(provenance).map((line) => `# ${line}`),
    await formatYaml({ config: reusableConfig(study, trial) }),
  ].join('\n');
}

function describeEnd(study: StudySummary): [string, string][] {
  const stop = budgetStop(study);
  return stop ? [['search ended', describeStop(stop)]] : [];
}

/** The config as a study file can fix it: without the seed that the trial alone had. */
function reusableConfig({ spec }: StudySummary, { config }: TrialRow): Partial<TrialConfig> {
  if (spec.config.seed !== undefined || 'seed' in spec.space) return config;
  const { seed: _, ...shared } = config;
  return shared;
}

function costLines(trial: TrialRow, asked: Asked | undefined): [string, string][] {
  const cost = `${magnitude(costOf(trial))} multiply-adds per image at test, ${duration(trial.trainSeconds)} of training`;
  return [['cost', cost], ...(asked === undefined ? [] : [describeStanding(asked)])];
}

function describeStanding({ under, winner }: Asked): [string, string] {
  const { finalistRank, finalists, searchRank } = winner;
  const none = finalists > 0 ? 'no finalist that is over has so few; ' : '';
  const place =
    finalistRank === null ? none : `number ${finalistRank} of ${counted(finalists, 'finalist')}, `;
  return [`at most ${magnitude(under)}`, `${place}number ${searchRank} of the search`];
}

function describeTrial(study: StudySummary, trial: TrialRow, asked: Asked | undefined): [string, string][] {
  const tests = trial.tests.map((test) => `${percent(test.error)}, ${describeProtocol(test)}`);
  const unmeasured = `not measured yet; \`${propose(`test ${study.name}`)}\` does it once`;
  const finalistsWait =
    trial.phase === 'search' && study.spec.finalists !== null && (asked?.winner.finalists ?? 0) === 0;
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

function describeFinalist(study: StudySummary, winner: Winner, group: RepeatResult): [string, string][] {
  const { trial, controls } = winner;
  const verdict = attentionVerdict(winner);
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
    ...(verdict ? [['verdict', describeVerdict(verdict)] as [string, string]] : []),
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
  return `${interval(mean)} (${mean.count === 1 ? 'one seed' : `mean of ${counted(mean.count, 'seed')}`})`;
}

function describeParams({ spec }: StudySummary, { params }: TrialRow): string {
  const searched = Object.keys(spec.space)
    .filter((field) => field in params)
    .map((field) => `${field} ${shortValue(params[field])}`)
    .join(', ');
  return searched || 'none searched';
}
