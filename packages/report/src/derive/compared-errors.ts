import type { DatasetSpec } from '@ram-sweep/protocol';
import type { RepeatResult, RepeatTest, Winner } from '@ram-sweep/results';
import type { MeanInterval } from '@ram-sweep/search/finalists';
import { publishedErrors } from '../published/published-errors.js';

/** An error that stands beside others, with its interval if it has one. */
export interface ComparedError {
  readonly kind: 'learned' | 'random' | 'frozen' | 'published';
  readonly what: string;
  /** How it was measured. */
  readonly measure: string;
  /** Shares in [0, 1]. Count: trainings that the mean is over; null for one that others have published. */
  readonly mean: number;
  readonly halfWidth: number | null;
  readonly count: number | null;
}

/** The winner, its controls and what others have published, by way of measuring: validation, then each test. */
export function comparedErrors(
  winner: Pick<Winner, 'trial' | 'group' | 'controls'>,
  dataset: DatasetSpec,
): ComparedError[] {
  const groups = winner.group === null ? [] : [winner.group, ...winner.controls];
  const ours = groups.length === 0 ? ofTrial(winner) : groups.flatMap(ofGroup);
  const measures = [...new Set(ours.map(({ measure }) => measure))].toSorted(
    (a, b) => Number(b === VALIDATION) - Number(a === VALIDATION) || a.length - b.length,
  );
  return [
    ...measures.flatMap((measure) => ours.filter((each) => each.measure === measure)),
    ...publishedErrors(dataset).map(({ source, error }) => ({
      kind: 'published' as const,
      what: source,
      measure: 'test',
      mean: error,
      halfWidth: null,
      count: null,
    })),
  ];
}

const VALIDATION = 'validation';

/** How a test was made: along the policy's mean, or averaged over samples of it. */
export const protocolOf = ({ policy, rollouts }: Pick<RepeatTest, 'policy' | 'rollouts'>): string =>
  rollouts === 1 ? `test, ${policy} policy` : `test, ${policy}, ${rollouts} rollouts`;

function ofGroup({ policy, validation, tests }: RepeatResult): ComparedError[] {
  const row = (measure: string, { mean, halfWidth, count }: MeanInterval): ComparedError => ({
    kind: policy,
    what: policy,
    measure,
    mean,
    halfWidth,
    count,
  });
  return [
    ...(validation ? [row(VALIDATION, validation)] : []),
    ...tests.map((test) => row(protocolOf(test), test)),
  ];
}

function ofTrial({ trial }: Pick<Winner, 'trial'>): ComparedError[] {
  const { policy } = trial.config;
  const row = (measure: string, mean: number): ComparedError => ({
    kind: policy,
    what: policy,
    measure,
    mean,
    halfWidth: null,
    count: 1,
  });
  return [
    ...(trial.bestValidationError === null ? [] : [row(VALIDATION, trial.bestValidationError)]),
    ...trial.tests.map((test) => row(protocolOf(test), test.error)),
  ];
}
