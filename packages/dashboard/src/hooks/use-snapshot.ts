import { readSnapshot, type Snapshot, type SnapshotRequest } from '@ram-sweep/results';
import type { Reader } from '@ram-sweep/store/read';
import { useMemo, useRef, useState } from 'react';
import { openedTrials, type View } from '../state/view.js';
import { moveClock, readClock, type DrivenClock } from './driven-clock.js';
import { isShownDriven, readAbsence, type Absence, type AskPresence } from './presence.js';
import { usePolling } from './use-polling.js';

const POLLING = { everyMs: 500, mostShare: 0.2 };

/** The study as it was last read. */
export interface Reading {
  /** null before it was first read. */
  readonly snapshot: Snapshot | null;
  /** Why it cannot be read now; null where it can. */
  readonly failure: string | null;
}

/** Rows of the leaderboard and of events that are to be read. */
interface Visible {
  readonly rows: number;
  readonly activityRows: number;
}

interface Source {
  readonly reader: Reader;
  readonly studyId: string;
  readonly isDriven: AskPresence;
}

/** Reads the study twice a second, and at once where another part of it is looked at. */
export function useSnapshot(
  { reader, studyId, isDriven }: Source,
  { view, visible }: { readonly view: View; readonly visible: Visible },
  onRead: (snapshot: Snapshot, request: SnapshotRequest) => void,
): Reading {
  const [reading, setReading] = useState<Reading>({ snapshot: null, failure: null });
  const clock = useRef<DrivenClock | null>(null);
  const absence = useRef<Absence>(null);
  // An answer that is not current any more is newer than what is shown.
  const poll = async (request: SnapshotRequest): Promise<void> => {
    try {
      const next = await readSnapshot(reader, studyId, request);
      const isPresent = next !== null && (await isDriven(next.study));
      if (next === null) {
        setReading(({ snapshot }) => ({ snapshot, failure: 'the study has been deleted' }));
        return;
      }
      const now = performance.now();
      absence.current = readAbsence(absence.current, isPresent, now);
      const driven = isShownDriven(next.study.driven, absence.current, now);
      const study = { ...next.study, driven };
      clock.current = moveClock(readClock(clock.current, study.drivenSeconds, now), trains(study), now);
      const snapshot = { ...next, study: { ...study, drivenSeconds: clock.current.shown } };
      setReading({ snapshot, failure: null });
      onRead(snapshot, request);
    } catch (error) {
      const failure = `cannot read the results now: ${error instanceof Error ? error.message : String(error)}`;
      setReading(({ snapshot }) => ({ snapshot, failure }));
    }
  };
  usePolling(useRequest(view, visible), poll, POLLING);
  return reading;
}

const trains = ({ state, driven, counts }: Snapshot['study']): boolean =>
  state === 'active' && driven && counts.running > 0;

/** The same as long as the same is looked at. */
function useRequest(view: View, { rows, activityRows }: Visible): SnapshotRequest {
  const { sort, reverse, filter, expanded, offset, cursor, screen, marked } = view;
  return useMemo(
    () => ({
      sort,
      reverse,
      filter: filter.conditions,
      expanded,
      rows,
      offset,
      cursor,
      activityRows,
      opened: openedTrials({ screen, cursor, marked }),
    }),
    [sort, reverse, filter, expanded, rows, offset, cursor, activityRows, screen, marked],
  );
}
