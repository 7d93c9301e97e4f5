/** The driven time as the coordinator last wrote it down, and when it was seen to be that. */
export interface DrivenClock {
  readonly written: number;
  /** In milliseconds of any monotonic clock. */
  readonly seenAt: number;
  /** The most seconds that were shown: what was written last is counted up to a little before the end. */
  readonly shown: number;
}

/** The coordinator writes every 5 s; a clock that has not moved for longer stands still. */
const WRITTEN_EVERY_SECONDS = 5;

/** The clock after a reading. Pure. */
export const readClock = (clock: DrivenClock | null, written: number, now: number): DrivenClock =>
  clock?.written === written ? clock : { written, seenAt: now, shown: clock?.shown ?? 0 };

/**
 * The clock as it shows the seconds that a study has been driven by now: what was written, and what went by since then
 * where it runs. They never go back.
 */
export function moveClock(clock: DrivenClock, isDriven: boolean, now: number): DrivenClock {
  const since = isDriven ? (now - clock.seenAt) / 1000 : 0;
  const seconds = clock.written + Math.min(WRITTEN_EVERY_SECONDS, Math.max(0, since));
  return { ...clock, shown: Math.max(clock.shown, seconds) };
}
