import { useInput, type Key as InkKey } from 'ink';
import { useCallback, useLayoutEffect, useRef } from 'react';
import { letters, type Key } from '../state/keys.js';
import { pressKey } from '../state/press-key.js';
import type { Situation } from '../state/situation.js';
import type { Effect, View } from '../state/view.js';

/**
 * Calls `onKeys` with what the keys that were pressed make of the view, and the effects that they ask for. Keys are
 * another's where it is not active.
 */
export function useKeys(
  view: View,
  situation: Situation,
  onKeys: (view: View, effects: readonly Effect[]) => void,
  isActive: boolean,
): void {
  // A key may come before what it was pressed for is told to Ink, or before the view that the last one made is drawn.
  const newest = useRef({ view, situation, onKeys });
  useLayoutEffect(() => {
    newest.current = { view, situation, onKeys };
  });
  const press = useCallback((input: string, inkKey: InkKey): void => {
    const before = newest.current.view;
    const effects: Effect[] = [];
    let next = before;
    for (const key of translateKeys(input, inkKey, before.prompt !== null)) {
      const pressed = pressKey(next, key, newest.current.situation);
      next = pressed.view;
      if (pressed.effect) effects.push(pressed.effect);
    }
    newest.current = { ...newest.current, view: next };
    if (next !== before || effects.length > 0) newest.current.onKeys(next, effects);
  }, []);
  useInput(press, { isActive });
}

const named: readonly (readonly [keyof InkKey, Key])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'page-up'],
  ['pageDown', 'page-down'],
  ['home', 'first'],
  ['end', 'last'],
  ['return', 'open'],
  ['escape', 'back'],
  ['backspace', 'erase'],
  ['delete', 'erase'],
];

/** Letters that were typed faster than we read arrive together. */
function translateKeys(input: string, key: InkKey, isTyping: boolean): Key[] {
  if (key.ctrl) return input === 'c' ? ['interrupt'] : [];
  const found = named.find(([name]) => key[name]);
  if (found) return [found[1]];
  if (isTyping) return input === '' ? [] : [{ text: input }];
  return input.split('').flatMap((letter) => letters[letter] ?? []);
}
