import { pause } from '@ram-sweep/clock';
import { InOrder } from './in-order.js';
import { isWanted, parseEntries, type LogEntry, type LogFilter } from './log-entries.js';
import type { LogTail } from './log-tail.js';

/** Processes write without waiting for one another: lines that are this far apart can stand in the wrong order. */
const DISORDER_MS = 2_000;
const POLL_MS = 250;

/**
 * The entries of a log in the order of time, in portions; an empty one says that this is all there is by now. Ends when
 * nothing more has come and `goesOn` says no, or the signal aborts.
 */
export async function* readEntries(
  tail: LogTail,
  filter: LogFilter,
  { goesOn, signal }: { goesOn: () => Promise<boolean>; signal: AbortSignal },
): AsyncGenerator<readonly LogEntry[]> {
  const held = new InOrder<LogEntry>(DISORDER_MS);
  let last: LogEntry | undefined;
  let newestMs = -Infinity;
  while (!signal.aborted) {
    // Asked before the log is read: what was written until then is printed.
    const more = await goesOn();
    const entries = parseEntries(await tail.next(), last);
    for (const entry of entries) {
      newestMs = Math.max(newestMs, entry.at.getTime());
      held.add(entry, entry.at.getTime());
    }
    last = entries.at(-1) ?? last;
    const portion = wanted(entries.length > 0 ? held.take(newestMs) : held.takeAll(), filter);
    if (portion.length > 0) yield portion;
    if (entries.length > 0) continue;
    yield [];
    if (!more) return;
    await pause(POLL_MS, signal);
  }
}

const wanted = (entries: readonly LogEntry[], filter: LogFilter): LogEntry[] =>
  entries.filter((entry) => isWanted(entry, filter));
