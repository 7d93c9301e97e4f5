import { inSlots } from '@ram-sweep/results';
import type { AttemptSpan } from '@ram-sweep/store/read';

/** More lanes than a page can show apart. */
export const MOST_LANES = 32;

/** An attempt and the lane that it is drawn on. */
interface Placed {
  readonly lane: number;
  readonly span: AttemptSpan;
}

/**
 * Attempts of one worker that overlap are on lanes of their own; those of the busiest workers if there are too many.
 */
export function placeOnLanes(attempts: readonly AttemptSpan[]) {
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
    const slots = inSlots(spans);
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
