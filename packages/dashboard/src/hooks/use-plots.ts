import { readPlots, type Plots, type PlotsRequest, type Snapshot } from '@ram-sweep/results';
import type { Reader } from '@ram-sweep/store/read';
import { useMemo, useState } from 'react';
import type { Area, Layout } from '../layout/layout.js';
import { LANES_SECONDS, lanesEnd } from '../panels/lanes.js';
import { shownFields, stripsFor } from '../panels/plots.js';
import { stripDots } from '../plots/strip.js';
import { usePolling } from './use-polling.js';

const POLLING = { everyMs: 2_000, mostShare: 0.05 };
const CURVES = 5;

type Study = Snapshot['study'];

/** What the plots show, read every two seconds once there is a first frame; null where the layout has none. */
export function usePlots(
  reader: Reader,
  study: Study | null,
  { plot: { width, height } }: Layout,
  fieldOffset: number,
): Plots | null {
  const [plots, setPlots] = useState<Plots | null>(null);
  const isShown = study !== null && height > 0;
  const asked = useMemo(
    () => (isShown ? { area: { width, height }, fieldOffset } : null),
    [isShown, width, height, fieldOffset],
  );
  usePolling(
    asked,
    async (wanted, isCurrent) => {
      if (wanted === null || study === null) return;
      // A database that cannot be read says so where the trials are read.
      const next = await readPlots(reader, study, requestFor(study, wanted)).catch(() => null);
      if (next !== null && isCurrent()) setPlots(next);
    },
    POLLING,
  );
  return isShown ? plots : null;
}

function requestFor(study: Study, { area, fieldOffset }: { area: Area; fieldOffset: number }): PlotsRequest {
  const searched = Object.keys(study.spec.space);
  const { fields: count, columns, rows } = stripsFor(area, searched.length);
  const fields = shownFields(searched, fieldOffset, count);
  const since = new Date(lanesEnd({ study, now: new Date() }).getTime() - LANES_SECONDS * 1000);
  return { curves: CURVES, fields, ...stripDots(columns, rows), since };
}
