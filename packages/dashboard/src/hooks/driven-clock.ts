/** The driven time as the coordinator last wrote it down, and when it was seen to be that. */
export interface DrivenClock {
  readonly written: number;
  /** In milliseconds of any monotonic clock. */
  readonly seenAt: number;
}

/** The coordinator writes every 5 s; a clock that has not moved for longer stands still. */
const WRITTEN_EVERY_SECONDS = 5;

/** The clock after a reading. Pure. */
export const readClock = (clock: DrivenClock | null, written: number, now: number): DrivenClock =>
  clock?.written === written ? clock : { written, seenAt: now };

/** Seconds that a study has been driven by now: what was written, and what went by since then where it runs. */
export function drivenNow({ written, seenAt }: DrivenClock, isDriven: boolean, now: number): number {
  const since = isDriven ? (now - seenAt) / 1000 : 0;
  return written + Math.min(WRITTEN_EVERY_SECONDS, Math.max(0, since));
}
