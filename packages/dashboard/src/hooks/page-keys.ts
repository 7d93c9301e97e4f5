import type { Key } from 'ink';
import { useLayoutEffect } from 'react';

/** What a page does with keys: letters that came together, or one key with a name. */
type HearKeys = (input: string, key: Key) => void;

/** The page that keys are for; null while there is none. */
export interface PageKeys {
  current: HearKeys | null;
}

/**
 * Gives keys to a page from the moment on in which it is drawn. Ink's `useInput` would come a little later, and in between
 * leave raw mode, in which the terminal does not show what is typed.
 */
export function usePageKeys(keys: PageKeys, hear: HearKeys): void {
  useLayoutEffect(() => {
    keys.current = hear;
    return () => {
      keys.current = null;
    };
  });
}
