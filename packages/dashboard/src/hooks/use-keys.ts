import { useInput, type Key as InkKey } from 'ink';
import { pressKey, type Effect, type Key, type Situation, type View } from '../view.js';

/**
 * Calls `onKeys` with what the keys that were pressed make of the view, and the effects that they ask for. Keys are
 * another's where it is not active.
 */
export function useKeys(
  view: View,
  situation: (view: View) => Situation,
  onKeys: (view: View, effects: readonly Effect[]) => void,
  isActive: boolean,
): void {
  useInput(
    (input, inkKey) => {
      const keys = translateKeys(input, inkKey);
      if (keys.length === 0) return;
      const effects: Effect[] = [];
      let next = view;
      for (const key of keys) {
        const pressed = pressKey(next, key, situation(next));
        next = pressed.view;
        if (pressed.effect) effects.push(pressed.effect);
      }
      onKeys(next, effects);
    },
    { isActive },
  );
}

const letters: Readonly<Record<string, Key>> = {
  k: 'up',
  j: 'down',
  g: 'first',
  G: 'last',
  s: 'sort',
  x: 'stop',
  y: 'yes',
  n: 'no',
  v: 'glimpses',
  q: 'quit',
};

/** Keys that were typed faster than we read arrive together. */
function translateKeys(input: string, key: InkKey): Key[] {
  if (key.ctrl) return input === 'c' ? ['interrupt'] : [];
  if (key.upArrow) return ['up'];
  if (key.downArrow) return ['down'];
  if (key.pageUp) return ['page-up'];
  if (key.pageDown) return ['page-down'];
  if (key.return) return ['open'];
  if (key.escape || key.backspace || key.leftArrow) return ['back'];
  return input.split('').flatMap((letter) => letters[letter] ?? []);
}
