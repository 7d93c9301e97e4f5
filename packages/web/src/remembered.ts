import type { Reader } from '@ram-sweep/store/read';

/** No more than this share of the time goes to reading what takes long of a study that is under way. */
const MOST_SHARE = 0.02;
const CHEAP_MS = 50;
/** Things that are kept for one reader; the oldest gives way. */
const MOST_KEPT = 300;

interface Kept {
  readonly mark: string;
  readonly readAt: number;
  readonly tookMs: number;
  readonly value: Promise<unknown>;
}

const keptBy = new WeakMap<Reader, Map<string, Kept>>();

/** What is read, and when it has to be read again. */
interface Remembered {
  /** What is read, of which study. */
  readonly key: string;
  /** While it stays the same, what was read holds. */
  readonly mark: string;
  /** Whether something somewhat older will do where the mark has changed: there will be another look soon. */
  readonly isMoving: boolean;
}

/**
 * Reads something that costs a large study some time, and answers with what was read last where that still holds, or is
 * recent enough: what takes 200 ms is read every 10 s at most. Readers that ask at the same time share one reading.
 */
export function remembered<Value>(
  reader: Reader,
  { key, mark, isMoving }: Remembered,
  read: () => Promise<Value>,
): Promise<Value> {
  const kept = keptOf(reader);
  const last = kept.get(key);
  const now = performance.now();
  if (last !== undefined && (last.mark === mark || (isMoving && now - last.readAt < restOf(last))))
    return last.value as Promise<Value>;
  const value = read();
  const keep = (tookMs: number): void => {
    kept.delete(key);
    kept.set(key, { mark, readAt: now, tookMs, value });
  };
  // While it is being read there is nothing better to have, whatever changes.
  keep(Infinity);
  value.then(
    () => keep(performance.now() - now),
    () => kept.get(key)?.value === value && kept.delete(key),
  );
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
  return value;
}

/** What is cheap is read whenever it has changed. */
const restOf = ({ tookMs }: Kept): number => (tookMs < CHEAP_MS ? 0 : tookMs / MOST_SHARE);

function keptOf(reader: Reader): Map<string, Kept> {
  const kept = keptBy.get(reader) ?? new Map<string, Kept>();
  keptBy.set(reader, kept);
  return kept;
}
