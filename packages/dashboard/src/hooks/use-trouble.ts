import { useEffect, useState } from 'react';

const POLL_MS = 500;
/** How long a trouble stands on the screen that is not told again. */
const TROUBLE_MS = 8_000;

/** The newest trouble, until it has not been told again for a while. */
export function useTrouble(troubles: () => Promise<readonly string[]>): string | null {
  const [trouble, setTrouble] = useState<{ text: string; at: number } | null>(null);
  useEffect(() => {
    const ask = async (): Promise<void> => {
      const text = (await troubles()).at(-1);
      const now = performance.now();
      if (text !== undefined) setTrouble({ text, at: now });
      else setTrouble((held) => (held && now - held.at > TROUBLE_MS ? null : held));
    };
    const timer = setInterval(() => void ask().catch(() => undefined), POLL_MS);
    return () => clearInterval(timer);
  }, [troubles]);
  return trouble?.text ?? null;
}
