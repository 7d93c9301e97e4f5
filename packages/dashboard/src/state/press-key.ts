import { isUnfinished } from '@ram-sweep/protocol';
import { scrollTo } from '@ram-sweep/results';
import type { Key } from './keys.js';
import { typeFilter } from './type-filter.js';
import { rowAt, trialOf, type Situation } from './situation.js';
import type { Effect, View } from './view.js';

/** The view after a key, and what else the key asks for. */
interface Pressed {
  readonly view: View;
  readonly effect?: Effect;
}

/** Pure. */
export function pressKey(view: View, key: Key, situation: Situation): Pressed {
  if (key === 'interrupt') return { view, effect: { kind: 'interrupt' } };
  if (view.prompt !== null) return { view: typeFilter(view, view.prompt.text, key) };
  if (view.stopping !== null) return confirm(view, view.stopping, key);
  if (view.help) return { view: scrolled(view, key, situation) ?? { ...view, help: false, scroll: 0 } };
  const moved = view.screen === 'list' ? moveCursor(view, key, situation) : scrolled(view, key, situation);
  return moved ? { view: moved } : act(view, key, situation);
}

const stepsOf = (key: Key, pageRows: number): number | undefined => {
  const steps: Partial<Record<string, number>> = {
    up: -1,
    down: 1,
    'page-up': -pageRows,
    'page-down': pageRows,
    first: -Infinity,
    last: Infinity,
  };
  return typeof key === 'string' ? steps[key] : undefined;
};

function moveCursor(view: View, key: Key, situation: Situation): View | null {
  const fields = { left: -1, right: 1 };
  if (key === 'left' || key === 'right') {
    const most = Math.max(0, situation.searchedFields - 1);
    return { ...view, fieldOffset: Math.max(0, Math.min(most, view.fieldOffset + fields[key])) };
  }
  const steps = stepsOf(key, situation.pageRows);
  return steps === undefined ? null : cursorAt(view, view.cursor.position + steps, situation);
}

/** The cursor on the row at a position, or the nearest there is. */
function cursorAt(view: View, wanted: number, situation: Situation): View {
  const position = Math.max(0, Math.min(situation.total - 1, wanted));
  return {
    ...view,
    cursor: { row: rowAt(situation, position)?.id ?? null, position },
    offset: scrollTo(view.offset, position, situation.pageRows),
  };
}

/** How far a text can be scrolled is known where it is drawn, which stops at its end. */
function scrolled(view: View, key: Key, { pageRows }: Situation): View | null {
  if (key === 'last') return { ...view, scroll: MOST_LINES };
  const steps = stepsOf(key, pageRows);
  if (steps === undefined) return null;
  return { ...view, scroll: Math.max(0, Math.min(MOST_LINES, view.scroll + steps)) };
}

const MOST_LINES = 1_000_000;

function act(view: View, key: Key, situation: Situation): Pressed {
  const trial = trialUnderCursor(view, situation);
  switch (key) {
    case 'sort':
      return { view: sorted(view, 1, situation) };
    case 'sort-back':
      return { view: sorted(view, -1, situation) };
    case 'reverse':
      return { view: { ...view, reverse: !view.reverse } };
    case 'filter':
      return { view: { ...view, screen: 'list', prompt: { text: '', error: null } } };
    case 'open':
      return { view: view.screen === 'list' ? open(view, situation) : view };
    case 'next':
    case 'right':
      return { view: besideCursor(view, 1, situation) };
    case 'previous':
    case 'left':
      return { view: besideCursor(view, -1, situation) };
    case 'mark':
      return { view: { ...view, marked: view.marked === trial ? null : trial } };
    case 'compare':
      return compare(view, situation);
    case 'help':
      return { view: { ...view, help: true, scroll: 0 } };
    case 'stop':
      return stop(view, trial, situation);
    case 'glimpses':
      return trial === null ? { view } : { view, effect: { kind: 'show-glimpses', trial } };
    case 'copy':
      return trial === null ? { view } : { view, effect: { kind: 'copy-config', trial } };
    case 'back':
    case 'erase':
      return { view: back(view) };
    case 'quit':
      return view.screen === 'list' ? { view, effect: { kind: 'leave' } } : { view: back(view) };
    default:
      return { view };
  }
}

/** Asks before a trial is stopped; one that is over is not asked for. */
function stop(view: View, trial: number | null, { rows }: Situation): Pressed {
  const row = rows.find((each) => each.kind === 'trial' && each.id === trial);
  if (row?.kind === 'trial' && !isUnfinished(row.trial.state))
    return {
      view,
      effect: { kind: 'say', text: `trial ${trial} is ${row.trial.state}: there is nothing to stop` },
    };
  return { view: { ...view, stopping: trial } };
}

function confirm(view: View, trial: number, key: Key): Pressed {
  const asked = { ...view, stopping: null };
  return key === 'copy' ? { view: asked, effect: { kind: 'stop-trial', trial } } : { view: asked };
}

const rowUnderCursor = ({ cursor }: View, situation: Situation) => rowAt(situation, cursor.position);

function trialUnderCursor(view: View, situation: Situation): number | null {
  return typeof view.cursor.row === 'number' ? view.cursor.row : trialOf(rowUnderCursor(view, situation));
}

const nameOf = (sort: View['sort']): string => (typeof sort === 'string' ? sort : `field ${sort.field}`);

function sorted(view: View, step: number, { sorts }: Situation): View {
  const place = sorts.findIndex((sort) => nameOf(sort) === nameOf(view.sort));
  const sort = sorts[(place + step + sorts.length) % sorts.length] ?? 'rank';
  return { ...view, sort };
}

/** A config that was trained several times shows its seeds, a trial all that is known of it. */
function open(view: View, situation: Situation): View {
  const row = rowUnderCursor(view, situation);
  if (row?.kind === 'group') {
    const { expanded } = view;
    const without = expanded.filter((id) => id !== row.id);
    const toggled = without.length < expanded.length ? without : [...expanded, row.id];
    return { ...view, expanded: toggled, cursor: { ...view.cursor, row: row.id } };
  }
  const number = trialUnderCursor(view, situation);
  if (number === null) return view;
  return { ...view, screen: 'trial', scroll: 0, cursor: { ...view.cursor, row: number } };
}

/** The next trial in the order of the list, configs of several trainings passed over. */
function besideCursor(view: View, step: number, situation: Situation): View {
  if (view.screen === 'list') return view;
  let position = view.cursor.position + step;
  while (rowAt(situation, position)?.kind === 'group') position += step;
  if (position < 0 || position >= situation.total) return view;
  return cursorAt(view, position, situation);
}

/** Where nothing is marked, the trial under the cursor is, to be held against another; what to do next is said. */
function compare(view: View, situation: Situation): Pressed {
  if (view.screen === 'compare') return { view: { ...view, screen: 'list', scroll: 0 } };
  const trial = trialUnderCursor(view, situation);
  if (trial === null) return { view };
  if (view.marked === null || view.marked === trial) {
    const text = `trial ${trial} is marked; move to another one and press = to compare them`;
    return { view: { ...view, marked: trial }, effect: { kind: 'say', text } };
  }
  return { view: { ...view, screen: 'compare', scroll: 0, cursor: { ...view.cursor, row: trial } } };
}

/** Out of a trial, then out of a filter, then off a mark. */
function back(view: View): View {
  if (view.screen !== 'list') return { ...view, screen: 'list', scroll: 0 };
  if (view.filter.text !== '') return { ...view, filter: { text: '', conditions: [] } };
  return { ...view, marked: null };
}
