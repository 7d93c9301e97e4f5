import { placeInPhase, type Snapshot } from '@ram-sweep/results';
import type { TrialDetail } from '@ram-sweep/store/read';
import type { Area } from '../layout/layout.js';
import type { View } from '../state/view.js';
import { beside, block, type Line } from '../text/line.js';
import { scrolled } from '../text/scrolled.js';
import { differences } from './differences.js';
import { trialLines } from './trial-lines.js';

/** One trial in full, or two side by side: what does not fit is reached by scrolling. */
export function trialView(
  { opened, groups }: Snapshot,
  { screen, scroll }: View,
  { width, height }: Area,
): Line[] {
  const plotHeight = Math.min(Math.max(6, Math.floor(height * 0.5)), Math.max(0, height - 4));
  const [first, second] = opened;
  const repeated = groups.flatMap(({ trials }) => trials);
  const linesOf = (trial: TrialDetail, columns: number, differing: readonly string[] = []): Line[] =>
    trialLines({ trial, place: placeInPhase(trial, repeated) }, columns, plotHeight, differing);
  if (first === undefined) return ['reading the trial …'];
  if (screen !== 'compare' || second === undefined)
    return scrolled(linesOf(first, width), scroll, { width, height });
  const half = Math.floor((width - 3) / 2);
  const differing = differences(first, second);
  const sides = [first, second].map((trial) => linesOf(trial, half, differing));
  const longest = Math.max(...sides.map(({ length }) => length));
  const lines = beside(
    sides.map((side) => block(side, half, longest)),
    ' │ ',
  );
  return scrolled(lines, scroll, { width, height });
}
