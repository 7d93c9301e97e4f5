import { counted, interval, magnitude, percent, shortValue } from '@ram-sweep/format';
import {
  areOver,
  attentionVerdict,
  budgetStop,
  describeAttention,
  describeMeasure,
  describeOthers,
  describeProvenance,
  describeStop,
  describeTraining,
} from '@ram-sweep/results';
import { costOf, type Asked, type FoundWinner } from '@ram-sweep/results/records';
import type { StudySummary, TrialRow } from '@ram-sweep/store/read';
import { titledLines, wrapped } from '../wrapped-lines.js';
import { policyBars } from './policy-bars.js';
import { testedErrors } from './tested-errors.js';

type Line = readonly [title: string, text: string];

/** The winner in a few lines: what it is, how good it is, and what its attention is worth. */
export function winnerSummary({ study, winner, provenance, asked }: FoundWinner): string {
  const { trial } = winner;
  const lines: Line[] = [
    ['best', describeConfig(study, winner)],
    ['validation', describeValidation({ study, winner, ...(asked && { asked }) })],
    ...testedErrors(winner).map((text): Line => ['test', text]),
    ...(asked
      ? [['cost', `${magnitude(costOf(trial))} multiply-adds per image, ${describeStanding(asked)}`] as Line]
      : []),
    ...(controlsWait(study, winner)
      ? [['attention', 'not judged yet: its controls are not complete'] as Line]
      : []),
    ...describeEnd(study),
    ...describeProvenance(provenance).map((text): Line => ['note', text]),
  ];
  return [...titledLines(lines), ...describePolicies(winner)].join('\n');
}

/** The errors that the verdict goes by, and the verdict; images are named where they are not the validation images. */
function describePolicies(winner: FoundWinner['winner']): string[] {
  const verdict = attentionVerdict(winner);
  if (verdict === null) return [];
  const { measure } = verdict;
  const title = measure.images === 'test' ? [`error on ${describeMeasure(measure)}`] : [];
  const said = [describeAttention(verdict), ...describeOthers(verdict)];
  return ['', ...title, ...policyBars(verdict), '', ...said.flatMap((line) => wrapped(line))];
}

function describeConfig(study: StudySummary, { trial, group }: FoundWinner['winner']): string {
  const params = searchedParams(study, trial);
  return `trial ${group?.repeats ?? trial.number}${params === '' ? '' : `: ${params}`}`;
}

/**
 * The searched fields with their values, numbers with three digits, `std 0.0312, glimpses 6`; empty if there are none.
 */
export const searchedParams = (
  { spec }: Pick<StudySummary, 'spec'>,
  { params }: Pick<TrialRow, 'params'>,
): string =>
  Object.keys(spec.space)
    .filter((field) => field in params)
    .map((field) => `${field} ${shortValue(params[field])}`)
    .join(', ');

function describeValidation({ study, winner, asked }: Omit<FoundWinner, 'provenance'>): string {
  const { trial, group } = winner;
  if (group) {
    const seeds = `mean of ${counted(group.validation?.count ?? 0, 'seed')}`;
    return `${interval(group.validation)} (${[seeds, ...describeTraining(winner)].join('; ')})`;
  }
  const waits = finalistsWait(study, winner, asked) ? '; its finalists are not complete' : '';
  return `${percent(trial.bestValidationError)} (one seed${waits})`;
}

/** Whether finalists may yet bring another winner than the trial of the search that is the best so far. */
export const finalistsWait = (
  { spec }: StudySummary,
  { trial, group }: FoundWinner['winner'],
  asked: Asked | undefined,
): boolean =>
  group === null &&
  trial.phase === 'search' &&
  spec.finalists !== null &&
  (asked?.winner.finalists ?? 0) === 0;

/**
 * Whether a verdict is yet to come. The study may have been read before the last of its controls was over, and one that
 * was stopped at that moment never came to be complete: so it is the controls that are asked.
 */
const controlsWait = ({ state, spec }: StudySummary, { group, controls }: FoundWinner['winner']): boolean =>
  state !== 'complete' &&
  group?.policy === 'learned' &&
  (spec.finalists?.controls.length ?? 0) > 0 &&
  !areOver(controls);

/** The place of a winner that was asked for under a cost. */
export function describeStanding({ under, winner }: Asked): string {
  const { finalistRank, finalists, searchRank } = winner;
  const none = finalists > 0 ? 'no finalist that is over has so few; ' : '';
  const place =
    finalistRank === null ? none : `number ${finalistRank} of ${counted(finalists, 'finalist')}, `;
  return `at most ${magnitude(under)}: ${place}number ${searchRank} of the search`;
}

function describeEnd(study: StudySummary): Line[] {
  const stop = budgetStop(study);
  return stop ? [['search', `ended ${describeStop(stop)}`]] : [];
}
