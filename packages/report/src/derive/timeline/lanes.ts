import type { AttemptSpan } from '@ram-sweep/store/read';

/** More lanes than a page can show apart. */
export const MOST_LANES = 32;

/** An attempt and the lane that it is drawn on. */
interface Placed {
  readonly lane: number;
  readonly span: AttemptSpan;
}

/** Attempts of one worker that overlap are on lanes of their own; those of the busiest workers if there are too many. */
export function placeOnLanes(attempts: readonly AttemptSpan[], now: Date) {
  const workers = new Map<string, AttemptSpan[]>();
  for (const span of attempts) {
    const spans = workers.get(span.worker);
    if (spans) spans.push(span);
    else workers.set(span.worker, [span]);
  }
  const lanes: string[] = [];
  const placed: Placed[] = [];
  let workersLeftOut = 0;
  for (const [worker, spans] of [...workers].toSorted(([, a], [, b]) => b.length - a.length)) {
    const slots = inSlots(spans, now);
    if (lanes.length > 0 && lanes.length + slots.length > MOST_LANES) {
      workersLeftOut += 1;
      continue;
    }
    for (const [slot, own] of slots.entries()) {
      placed.push(...own.map((span) => ({ lane: lanes.length, span })));
      lanes.push(slot === 0 ? worker : '');
    }
  }
  return { lanes, placed, workersLeftOut };
}

/** Spans in order of their start, each in the first slot that is free by then. */
function inSlots(spans: readonly AttemptSpan[], now: Date): AttemptSpan[][] {
  const slots: AttemptSpan[][] = [];
  for (const span of spans) {
    const free = slots.find((slot) => (slot.at(-1)!.endedAt ?? now) <= span.startedAt);
    if (free) free.push(span);
    else slots.push([span]);
  }
  return slots;
}
