import type { TrialSort } from '@ram-sweep/store/read';

/** What the person is looking at. Changes with keys only; see {@link pressKey}. */
export interface View {
  readonly sort: TrialSort;
  /** Position of the selected trial among all trials, in the order of `sort`. */
  readonly selected: number;
  /** Position of the first visible trial. */
  readonly offset: number;
  /** Number of the trial that is open. */
  readonly opened: number | null;
  /** Number of the trial that is about to be stopped, until y or n. */
  readonly stopping: number | null;
}

export const firstView: View = { sort: 'rank', selected: 0, offset: 0, opened: null, stopping: null };

/** What a key asks of the world beyond the view. */
export type Effect =
  | { readonly kind: 'leave' | 'interrupt' }
  | { readonly kind: 'stop-trial' | 'show-glimpses' | 'copy-config'; readonly trial: number };

/** What a key needs to know of what is shown. */
export interface Situation {
  readonly trials: number;
  readonly pageRows: number;
  /** Number of the trial under the cursor. */
  readonly trialAtCursor: number | null;
}

export type Key =
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'first'
  | 'last'
  | 'sort'
  | 'open'
  | 'back'
  | 'stop'
  | 'yes'
  | 'no'
  | 'glimpses'
  | 'quit'
  | 'interrupt';

const SORTS: readonly TrialSort[] = ['rank', 'number', 'state'];

/** The view after a key, and what else the key asks for. Pure. */
export function pressKey(view: View, key: Key, situation: Situation): { view: View; effect?: Effect } {
  if (key === 'interrupt') return { view, effect: { kind: 'interrupt' } };
  if (view.stopping !== null) return confirm(view, view.stopping, key);
  const steps: Partial<Record<Key, number>> = {
    up: -1,
    down: 1,
    'page-up': -situation.pageRows,
    'page-down': situation.pageRows,
    first: -Infinity,
    last: Infinity,
  };
  const step = steps[key];
  if (step !== undefined && view.opened === null) {
    const selected = Math.max(0, Math.min(situation.trials - 1, view.selected + step));
    return { view: { ...view, selected, offset: scrollTo(view.offset, selected, situation.pageRows) } };
  }
  return pressActionKey(view, key, situation.trialAtCursor);
}

function pressActionKey(view: View, key: Key, trial: number | null): { view: View; effect?: Effect } {
  switch (key) {
    case 'sort': {
      const sort = SORTS[(SORTS.indexOf(view.sort) + 1) % SORTS.length] ?? 'rank';
      return { view: { ...view, sort, selected: 0, offset: 0 } };
    }
    case 'open':
      return { view: { ...view, opened: trial } };
    case 'back':
      return { view: { ...view, opened: null } };
    case 'stop':
      return { view: { ...view, stopping: view.opened ?? trial } };
    case 'glimpses':
      return about(view, 'show-glimpses', view.opened ?? trial);
    case 'yes':
      return about(view, 'copy-config', view.opened ?? trial);
    case 'quit':
      return view.opened === null ? { view, effect: { kind: 'leave' } } : { view: { ...view, opened: null } };
    default:
      return { view };
  }
}

const about = (
  view: View,
  kind: 'show-glimpses' | 'copy-config',
  trial: number | null,
): { view: View; effect?: Effect } => (trial === null ? { view } : { view, effect: { kind, trial } });

function confirm(view: View, trial: number, key: Key): { view: View; effect?: Effect } {
  const asked = { ...view, stopping: null };
  return key === 'yes' ? { view: asked, effect: { kind: 'stop-trial', trial } } : { view: asked };
}

/** Position of the first visible row so that the selected one is in sight, moving as little as possible. */
export function scrollTo(offset: number, selected: number, pageRows: number): number {
  if (selected < offset) return selected;
  return selected >= offset + pageRows ? selected - pageRows + 1 : offset;
}
