import { useStdin } from 'ink';
import { useEffect } from 'react';

/**
 * Keeps the terminal from echoing keys for as long as the dashboard is there. Ink leaves raw mode when the last component
 * that reads keys goes, and enters it again for the next one: keys typed in between would appear as text.
 */
export function useRawMode(): void {
  const { setRawMode } = useStdin();
  useEffect(() => {
    setRawMode(true);
    return () => setRawMode(false);
  }, [setRawMode]);
}
