import { parseFilter } from '@ram-sweep/results';
import { cellsOf, cut } from '../text/cells.js';
import type { Key } from './keys.js';
import type { View } from './view.js';

/**
 * A key while a filter is typed: letters join it, ⏎ applies it, esc leaves the old one, ↑ brings that back to change
 * it.
 */
export function typeFilter(view: View, text: string, key: Key): View {
  if (key === 'back') return { ...view, prompt: null };
  if (key === 'open') return apply(view, text);
  if (key === 'up') return typed(view, view.filter.text);
  if (key === 'erase') return typed(view, cut(text, cellsOf(text) - 1));
  return typeof key === 'object' ? typed(view, text + key.text) : view;
}

/** What is wrong with it is said at once, though the last word may only be unfinished. */
function typed(view: View, text: string): View {
  const { error } = parseFilter(text);
  return { ...view, prompt: { text, error } };
}

function apply(view: View, text: string): View {
  const { conditions, error } = parseFilter(text);
  if (error !== null) return { ...view, prompt: { text, error } };
  return { ...view, prompt: null, filter: { text: text.trim(), conditions } };
}
