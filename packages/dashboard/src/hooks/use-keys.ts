import { useInput, type Key as InkKey } from 'ink';
import { useCallback, useLayoutEffect, useRef } from 'react';
import { letters, type Key } from '../state/keys.js';
import { pressKey } from '../state/press-key.js';
import type { Situation } from '../state/situation.js';
import type { Effect, View } from '../state/view.js';
import type { PageKeys } from './page-keys.js';

/**
 * Calls `onKeys` with what the keys that were pressed make of the view, and the effects that they ask for. Keys are a
 * page's while there is one, and nobody's from the moment on in which one of them asks for the view of glimpses: a `q`
 * that comes before that is drawn must not leave the dashboard.
 */
export function useKeys(
  view: View,
  situation: Situation,
  onKeys: (view: View, effects: readonly Effect[]) => void,
  page: PageKeys,
): void {
  // A key may come before what it was pressed for is known to Ink, or before the view that the last one made is drawn.
  const newest = useRef({ view, situation, onKeys });
  useLayoutEffect(() => {
    newest.current = { view, situation, onKeys };
  });
  const isHandedOver = useRef(false);
  const press = useCallback(
    (input: string, inkKey: InkKey): void => {
      if (page.pass(input, inkKey)) {
        isHandedOver.current = false;
        return;
      }
      const before = newest.current.view;
      const effects: Effect[] = [];
      let next = before;
      for (const letter of piecesOf(input, inkKey)) {
        if (isHandedOver.current) break;
        const key = translateKey(letter, inkKey, next.prompt !== null);
        if (key === null) continue;
        const pressed = pressKey(next, key, newest.current.situation);
        next = pressed.view;
        if (pressed.effect) effects.push(pressed.effect);
        isHandedOver.current = pressed.effect?.kind === 'show-glimpses';
      }
      newest.current = { ...newest.current, view: next };
      if (next !== before || effects.length > 0) newest.current.onKeys(next, effects);
    },
    [page],
  );
  useInput(press);
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

/**
 * Letters that were typed or pasted faster than we read arrive together; each finds the view that the ones before made.
 */
const piecesOf = (input: string, key: InkKey): string[] =>
  key.ctrl || named.some(([name]) => key[name]) ? [input] : input.split('');

function translateKey(letter: string, key: InkKey, isTyping: boolean): Key | null {
  if (key.ctrl) return letter === 'c' ? 'interrupt' : null;
  const found = named.find(([name]) => key[name]);
  if (found) return found[1];
  if (letter === '\r' || letter === '\n') return 'open';
  return isTyping ? { text: letter } : (letters[letter] ?? null);
}
