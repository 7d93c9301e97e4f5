import type { Reader } from '@ram-sweep/store/read';
import { useEffect, useState } from 'react';
import { layoutFor, type Layout } from '../layout.js';
import { readSnapshot, type Snapshot } from '@ram-sweep/results';
import { scrollTo, type View } from '../view.js';

const POLL_MS = 500;

/** The study as it was last read, and how it fits on the screen. */
export interface Reading {
  /** null before it was first read. */
  readonly snapshot: Snapshot | null;
  readonly layout: Layout;
  /** Why it cannot be read now; null where it can. */
  readonly failure: string | null;
}

/** Reads the study twice a second, and at once where another part of it is looked at. */
export function useSnapshot(
  reader: Reader,
  studyId: string,
  view: View,
  { columns, rows }: { columns: number; rows: number },
): Reading {
  const [snapshot, setSnapshot] = useState<Snapshot | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const workers = snapshot?.workers.length ?? 1;
  const layout = layoutFor(columns, rows, workers);
  const offset = scrollTo(view.offset, view.selected, layout.trialRows);

  useEffect(() => {
    let current = true;
    const poll = async (): Promise<void> => {
      try {
        const { trialRows, activityRows } = layoutFor(columns, rows, workers);
        const { sort, opened } = view;
        const next = await readSnapshot(reader, studyId, { sort, opened, offset, trialRows, activityRows });
        if (current && next) setSnapshot(next);
        if (current) setFailure(next ? null : 'the study has been deleted');
      } catch (error) {
        if (current)
          setFailure(
            `cannot read the results now: ${error instanceof Error ? error.message : String(error)}`,
          );
      }
    };
    void poll();
    const timer = setInterval(() => void poll(), POLL_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [reader, studyId, view, columns, rows, workers, offset]);

  return { snapshot, layout, failure };
}
