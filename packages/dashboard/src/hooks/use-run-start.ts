import type { Snapshot } from '@ram-sweep/results';
import { readRunStart, type Reader, type RunStart } from '@ram-sweep/store/read';
import { useState } from 'react';
import { usePolling } from './use-polling.js';

/** It changes where a study is resumed, and takes a look at every epoch of a large study. */
const POLLING = { everyMs: 15_000, mostShare: 0.01 };

/**
 * Where the present run of a study began, read once there is a first frame; null before, and while nothing is driven.
 */
export function useRunStart(reader: Reader, study: Snapshot['study'] | null): RunStart | null {
  const [start, setStart] = useState<RunStart | null>(null);
  const asked = study !== null && study.state === 'active' && study.driven ? study.id : null;
  usePolling(
    asked,
    async (studyId, isCurrent) => {
      if (studyId === null) return;
      // A database that cannot be read says so where the trials are read.
      const next = await readRunStart(reader, studyId).catch(() => null);
      if (isCurrent()) setStart(next);
    },
    POLLING,
  );
  return asked === null ? null : start;
}
