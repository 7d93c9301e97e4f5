import { readPlots, type Plots, type Snapshot } from '@ram-sweep/results';
import type { Reader } from '@ram-sweep/store/read';
import { useState } from 'react';
import type { Layout } from '../layout/layout.js';
import { LANES_SECONDS, lanesEnd } from '../panels/lanes.js';
import { shownFields, stripsFor } from '../panels/plots.js';
import { stripDots } from '../plots/strip.js';
import { usePolling } from './use-polling.js';

const POLLING = { everyMs: 2_000, mostShare: 0.05 };
const CURVES = 5;

/** What the plots show, read every two seconds once there is a first frame; null where the layout has none. */
export function usePlots(
  reader: Reader,
  study: Snapshot['study'] | null,
  { plot }: Layout,
  fieldOffset: number,
): Plots | null {
  const [plots, setPlots] = useState<Plots | null>(null);
  const isShown = study !== null && plot.height > 0;
  const poll = async (isCurrent: () => boolean): Promise<void> => {
    if (!isShown) return;
    const searched = Object.keys(study.spec.space);
    const { fields: count, columns, rows } = stripsFor(plot, searched.length);
    const fields = shownFields(searched, fieldOffset, count);
    const since = new Date(lanesEnd({ study, now: new Date() }).getTime() - LANES_SECONDS * 1000);
    const request = { curves: CURVES, fields, ...stripDots(columns, rows), since };
    // A database that cannot be read says so where the trials are read.
    const next = await readPlots(reader, study, request).catch(() => null);
    if (next !== null && isCurrent()) setPlots(next);
  };
  usePolling(poll, POLLING, [reader, isShown, plot.width, plot.height, fieldOffset]);
  return isShown ? plots : null;
}
