import type { RowId } from '@ram-sweep/results';
import type { TrialFilter, TrialSort } from '@ram-sweep/store/read';

/** What the person is looking at. Changes with keys, and where the rows under the cursor moved. */
export interface View {
  /** The leaderboard, the trial under the cursor in full, or that one beside the marked one. */
  readonly screen: 'list' | 'trial' | 'compare';
  readonly sort: TrialSort;
  readonly reverse: boolean;
  /**
   * The row that the cursor is on, which it stays with, and its position as of the last reading. `row` is null on the
   * top of the list until the cursor is moved, and after a move beyond what was read.
   */
  readonly cursor: { readonly row: RowId | null; readonly position: number };
  /** Position of the first visible row. */
  readonly offset: number;
  /** Groups whose seeds are shown. */
  readonly expanded: readonly string[];
  /** How many searched fields are scrolled out on the left. */
  readonly fieldOffset: number;
  /** Lines that are scrolled out on top of a trial or the help. */
  readonly scroll: number;
  readonly filter: { readonly text: string; readonly conditions: TrialFilter };
  /** The filter that is being typed, and what is wrong with it; null where none is. */
  readonly prompt: { readonly text: string; readonly error: string | null } | null;
  /** Number of the trial that is kept to hold another against. */
  readonly marked: number | null;
  /** Number of the trial that is about to be stopped, until y or n. */
  readonly stopping: number | null;
  readonly help: boolean;
}

export const firstView: View = {
  screen: 'list',
  sort: 'rank',
  reverse: false,
  cursor: { row: null, position: 0 },
  offset: 0,
  expanded: [],
  fieldOffset: 0,
  scroll: 0,
  filter: { text: '', conditions: [] },
  prompt: null,
  marked: null,
  stopping: null,
  help: false,
};

/** The trials that are looked at in full. */
export function openedTrials({
  screen,
  cursor,
  marked,
}: Pick<View, 'screen' | 'cursor' | 'marked'>): number[] {
  if (screen === 'list' || typeof cursor.row !== 'number') return [];
  return screen === 'compare' && marked !== null ? [marked, cursor.row] : [cursor.row];
}

/** What a key asks of the world beyond the view. */
export type Effect =
  | { readonly kind: 'leave' | 'interrupt' }
  /** Something to tell the person. */
  | { readonly kind: 'say'; readonly text: string }
  | {
      readonly kind: 'stop-trial' | 'show-glimpses' | 'copy-config';
      readonly trial: number;
    };
