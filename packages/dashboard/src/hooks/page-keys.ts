import type { Key } from 'ink';
import { useLayoutEffect } from 'react';

/** What a page does with keys: letters that came together, or one key with a name. */
type HearKeys = (input: string, key: Key) => void;

/** Passes keys on to the page that has taken the dashboard's place, if there is one. */
export class PageKeys {
  #hear: HearKeys | null = null;

  /** Returns whether there is a page. */
  pass(input: string, key: Key): boolean {
    if (this.#hear === null) return false;
    this.#hear(input, key);
    return true;
  }

  give(hear: HearKeys | null): void {
    this.#hear = hear;
  }
}

/**
 * Gives keys to a page from the moment on in which it is drawn. Ink's `useInput` would come a little later, and in
 * between leave raw mode, in which the terminal does not show what is typed.
 */
export function usePageKeys(keys: PageKeys, hear: HearKeys): void {
  useLayoutEffect(() => {
    keys.give(hear);
    return () => keys.give(null);
  });
}
