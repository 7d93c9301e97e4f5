import type { TrialRow } from '@ram-sweep/store/read';
import { sparkline } from './sparkline.js';
import { duration, percent, shortValue } from '@ram-sweep/format';
import { fit } from './fit.js';

export interface LeaderboardColumn {
  readonly title: string;
  readonly width: number;
  readonly align: 'left' | 'right';
  readonly value: (row: TrialRow) => string;
  /** Columns of a larger number give way first where the screen is narrow. */
  readonly dispensable: number;
}

const column = (
  title: string,
  width: number,
  align: 'left' | 'right',
  dispensable: number,
  value: (row: TrialRow) => string,
): LeaderboardColumn => ({ title, width, align, value, dispensable });

/** What the columns of a study depend on. */
export interface LeaderboardFacts {
  readonly searched: readonly string[];
  /** Whether it may have other phases than the search. */
  readonly phases: boolean;
  readonly trials: number;
  /** Epochs of the longest trial that is shown. */
  readonly epochs: number;
}

/** The leaderboard's columns that fit into `columns` characters. */
export function leaderboardColumns(
  { searched, phases, trials, epochs: most }: LeaderboardFacts,
  sparklineWidth: number,
  columns: number,
): LeaderboardColumn[] {
  const digits = String(trials).length;
  const all = [
    column('#', Math.max(4, digits), 'right', 0, ({ rank }) => (rank === null ? '–' : String(rank))),
    column('trial', Math.max(5, digits), 'right', 0, ({ number }) => String(number)),
    ...(phases ? [column('phase', 14, 'left', 2, phaseOf)] : []),
    column('state', 9, 'left', 0, ({ state }) => state),
    column('val error', 9, 'right', 0, ({ bestValidationError }) => percent(bestValidationError)),
    column(
      'epoch',
      Math.max(7, 2 * String(most).length + 1),
      'right',
      0,
      ({ epochs, epochsTotal }) => `${epochs}/${epochsTotal}`,
    ),
    ...searched.map((field, index) =>
      column(field, Math.max(6, Math.min(12, field.length)), 'right', index < 3 ? 1 : 6, ({ params }) =>
        field in params ? shortValue(params[field]) : '–',
      ),
    ),
    column('try', 3, 'right', 4, ({ attempt }) => String(attempt)),
    column('time', 6, 'right', 3, ({ trainSeconds }) => duration(trainSeconds)),
    column('worker', 18, 'left', 5, ({ worker }) => worker ?? '–'),
    column('curve', sparklineWidth, 'left', 2, ({ curve }) => sparkline(curve, sparklineWidth)),
  ];
  return dropUntilItFits(all, columns);
}

const phaseOf = ({ phase, repeats, config }: TrialRow): string =>
  repeats === null ? phase : `${phase === 'control' ? config.policy : phase} of ${repeats}`;

function dropUntilItFits(all: readonly LeaderboardColumn[], columns: number): LeaderboardColumn[] {
  const kept = [...all];
  const width = (): number => kept.reduce((sum, held) => sum + held.width + 1, 1);
  while (width() > columns && kept.length > 1) {
    const least = Math.max(...kept.map(({ dispensable }) => dispensable));
    if (least === 0) break;
    kept.splice(
      kept.findLastIndex(({ dispensable }) => dispensable === least),
      1,
    );
  }
  return kept;
}

export const headingLine = (columns: readonly LeaderboardColumn[]): string =>
  columns.map(({ title, width, align }) => fit(title, width, align)).join(' ');

export const trialLine = (row: TrialRow, columns: readonly LeaderboardColumn[]): string =>
  columns.map(({ value, width, align }) => fit(value(row), width, align)).join(' ');
