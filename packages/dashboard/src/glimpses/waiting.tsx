import { Text } from 'ink';
import { useEffect, useState } from 'react';
import { fit } from '../text/fit.js';

const TICK_MS = 120;
const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** A line that shows that something is still being done, and for how long it has been: `⠹ loading … 3s`. */
export function Waiting({ text, width }: { readonly text: string; readonly width: number }) {
  const [ticks, setTicks] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTicks((before) => before + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.floor((ticks * TICK_MS) / 1000);
  const line = `${SPINNER[ticks % SPINNER.length]} ${text}${seconds > 0 ? ` ${seconds}s` : ''}`;
  return <Text wrap="truncate">{fit(line, width)}</Text>;
}
