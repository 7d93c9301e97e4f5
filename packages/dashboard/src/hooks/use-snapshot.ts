import { readSnapshot, type Snapshot, type SnapshotRequest } from '@ram-sweep/results';
import type { Reader } from '@ram-sweep/store/read';
import { useEffect, useRef, useState } from 'react';
import { openedTrials, type View } from '../state/view.js';
import { drivenNow, readClock, type DrivenClock } from './driven-clock.js';
import { usePolling } from './use-polling.js';

const POLLING = { everyMs: 500, mostShare: 0.2 };

/** The study as it was last read. */
export interface Reading {
  /** null before it was first read. */
  readonly snapshot: Snapshot | null;
  /** Why it cannot be read now; null where it can. */
  readonly failure: string | null;
}

/**
 * Reads the study twice a second, and at once where another part of it is looked at. `onRead` has the view that was asked
 * with.
 */
export function useSnapshot(
  reader: Reader,
  studyId: string,
  view: View,
  { rows, activityRows }: { rows: number; activityRows: number },
  onRead: (snapshot: Snapshot, view: View) => void,
): Reading {
  const [reading, setReading] = useState<Reading>({ snapshot: null, failure: null });
  const clock = useRef<DrivenClock | null>(null);
  const told = useRef(onRead);
  useEffect(() => {
    told.current = onRead;
  });
  const { sort, reverse, cursor, offset, expanded } = view;
  const conditions = view.filter.conditions;
  const opened = openedTrials(view).join();
  const poll = async (isCurrent: () => boolean): Promise<void> => {
    try {
      const next = await readSnapshot(reader, studyId, requestOf(view, rows, activityRows));
      if (!isCurrent()) return;
      if (next === null) {
        setReading(({ snapshot }) => ({ snapshot, failure: 'the study has been deleted' }));
        return;
      }
      const now = performance.now();
      clock.current = readClock(clock.current, next.study.drivenSeconds, now);
      const isDriven = next.study.state === 'active' && next.study.counts.running > 0;
      const drivenSeconds = drivenNow(clock.current, isDriven, now);
      const snapshot = { ...next, study: { ...next.study, drivenSeconds } };
      setReading({ snapshot, failure: null });
      told.current(snapshot, view);
    } catch (error) {
      const failure = `cannot read the results now: ${error instanceof Error ? error.message : String(error)}`;
      if (isCurrent()) setReading(({ snapshot }) => ({ snapshot, failure }));
    }
  };
  usePolling(poll, POLLING, [
    reader,
    studyId,
    sort,
    reverse,
    cursor,
    offset,
    expanded,
    conditions,
    opened,
    rows,
    activityRows,
  ]);
  return reading;
}

function requestOf(view: View, rows: number, activityRows: number): SnapshotRequest {
  const { sort, reverse, filter, expanded, offset, cursor } = view;
  const opened = openedTrials(view);
  return { sort, reverse, filter: filter.conditions, expanded, rows, offset, cursor, activityRows, opened };
}
