import type { Verdict } from '../tests/faults/verdict.js';

export interface Strike {
  /** Names of the faults that struck at once. */
  readonly faults: readonly string[];
  /** From the first signal until everything that was hit was trained again; null: not within patience. */
  readonly seconds: number | null;
}

export interface Report {
  readonly seed: number;
  readonly seconds: number;
  readonly studies: number;
  readonly trials: number;
  readonly resumed: number;
  readonly strikes: readonly Strike[];
  readonly verdict: Verdict;
  readonly leftBehind: readonly string[];
}

export const faultsIn = ({ strikes }: Report): number =>
  strikes.reduce((count, { faults }) => count + faults.length, 0);

/** Whether every promise was kept. */
export function isClean({ strikes, verdict, leftBehind }: Report): boolean {
  const broken = [verdict.lost, verdict.duplicated, verdict.differing, leftBehind];
  return broken.every((list) => list.length === 0) && strikes.every(({ seconds }) => seconds !== null);
}

export function printReport(report: Report): string {
  const { seed, seconds, studies, trials, resumed, strikes, verdict, leftBehind } = report;
  const kinds = [...new Set(strikes.map(kindOf))].toSorted();
  const stuck = strikes.filter((strike) => strike.seconds === null);
  return [
    `seed ${seed}: ${faultsIn(report)} faults in ${strikes.length} strikes, ${studies} studies, ${trials} trials, ${Math.round(seconds)} s`,
    '',
    row('fault', 'strikes', 'median', 'p95', 'longest'),
    ...kinds.map((kind) =>
      times(
        kind,
        strikes.filter((strike) => kindOf(strike) === kind),
      ),
    ),
    times('all', strikes),
    '',
    `resumed by hand ${resumed} times, after the supervisor was killed`,
    line('never trained again', stuck.map(kindOf)),
    line('lost', verdict.lost),
    line('duplicated', verdict.duplicated),
    line('differing', verdict.differing),
    line('processes left behind', leftBehind),
  ].join('\n');
}

const kindOf = ({ faults }: Strike): string => (faults.length > 1 ? 'two at once' : faults[0]!);

function times(kind: string, strikes: readonly Strike[]): string {
  const sorted = strikes
    .flatMap(({ seconds }) => (seconds === null ? [] : [seconds]))
    .toSorted((a, b) => a - b);
  const at = (share: number): string => {
    const value = sorted[Math.ceil(share * sorted.length) - 1];
    return value === undefined ? '–' : `${value.toFixed(1)} s`;
  };
  return row(kind, String(strikes.length), at(0.5), at(0.95), at(1));
}

const row = (kind: string, ...cells: readonly string[]): string =>
  kind.padEnd(20) + cells.map((cell) => cell.padStart(9)).join('');

const line = (what: string, found: readonly string[]): string =>
  `${what.padEnd(22)} ${found.length}${found.map((entry) => `\n  ${entry}`).join('')}`;
