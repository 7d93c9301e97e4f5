import type { Plots, Snapshot } from '@ram-sweep/results';
import { GAP, layoutFor, type Area, type Layout, type Wishes } from './layout/layout.js';
import { activityPanel } from './panels/activity.js';
import { bestLine, verdictLine } from './panels/best-line.js';
import { footer } from './panels/footer.js';
import { header } from './panels/header.js';
import { helpLines } from './panels/help.js';
import { countLanes, lanesPanel } from './panels/lanes.js';
import { plotsPanel } from './panels/plots.js';
import { countSlots, workersPanel } from './panels/workers.js';
import type { View } from './state/view.js';
import { leaderboard } from './table/leaderboard.js';
import { beside, block, fitLine, type Line, type Piece } from './text/line.js';
import { scrolled } from './text/scrolled.js';
import { detailPane } from './trial/detail-pane.js';
import { trialView } from './trial/trial-view.js';

/** All that a frame follows from. */
export interface FrameProps {
  readonly snapshot: Snapshot;
  /** null before they were read, and on a screen that shows none. */
  readonly plots: Plots | null;
  readonly view: View;
  /** Of the terminal. */
  readonly columns: number;
  readonly rows: number;
  /** What went wrong with the last read, or the answer to the last command. */
  readonly notice: string | null;
  /** Whether Ctrl-C stops the sweep. */
  readonly drives: boolean;
}

/** What the parts of the screen would like to show. */
export const wishesOf = (snapshot: Snapshot, plots: Plots | null): Wishes => ({
  // The verdict takes one of them.
  trials: snapshot.leaderboard.total + (snapshot.verdict === null ? 0 : 1),
  workers: countSlots(snapshot),
  lanes: plots === null ? 1 : countLanes(snapshot, plots),
});

/** Every line of the screen but the last, each a column narrower than it. Pure. */
export function frame(props: FrameProps): Line[] {
  const { snapshot, plots, view, columns, rows, notice, drives } = props;
  const layout = layoutFor(columns, rows, wishesOf(snapshot, plots));
  const { width, height } = layout.frame;
  const heading = header(snapshot, width, layout.headerRows);
  const foot = layout.hasFooter
    ? footer({ snapshot, view, notice, drives, width, rows: footRows(height) })
    : [];
  const body = { width, height: height - heading.length - foot.length };
  return block(
    [...heading, ...block(bodyOf(props, layout, body), width, body.height), ...foot],
    width,
    height,
  );
}

/** What is to be read may take a few lines, but not the screen. */
const footRows = (height: number): number => Math.max(1, Math.min(4, Math.floor(height / 4)));

function bodyOf(props: FrameProps, layout: Layout, body: Layout['frame']): Line[] {
  const { snapshot, view, drives } = props;
  if (view.help) return scrolled(helpLines(snapshot.study, drives, body.width), view.scroll, body);
  if (view.screen !== 'list') return trialView(snapshot, view, body);
  return listOf(props, layout);
}

function listOf({ snapshot, plots, view }: FrameProps, layout: Layout): Line[] {
  const { detail, plot, frame: whole } = layout;
  const best = bestOf(snapshot, layout);
  const height = layout.table.height + (layout.hasBest ? 1 : 0) - best.length;
  const table = tableOf(snapshot, view, { width: layout.table.width, height }, layout.hasHeading);
  const foot = footOf(snapshot, plots, layout);
  if (layout.kind === 'narrow') return [...table, ...foot.flat(), ...best];
  const left = layout.kind === 'medium' ? [...table, ...foot.flat()] : table;
  const pane = block(detailPane(snapshot, { ...detail, height: left.length }), detail.width, left.length);
  const top = beside([left, pane], '│');
  if (layout.kind === 'medium') return [...top, ...best];
  const drawn = plot.height > 0 ? plotsPanel(snapshot, plots, plot, view.fieldOffset) : [];
  return [...top, ...block(drawn, whole.width, plot.height), ...beside(foot, ' '.repeat(GAP)), ...best];
}

/** Exactly as many lines as its area is high, and the heading. */
function tableOf(snapshot: Snapshot, view: View, area: Area, hasHeading: boolean) {
  const { heading, rows } = leaderboard(snapshot, view, area);
  return [...(hasHeading ? [fitLine(heading, area.width)] : []), ...block(rows, area.width, area.height)];
}

/** The verdict takes a row of the table, and the place of the best where the table has none to spare. */
function bestOf(snapshot: Snapshot, { hasBest, table, frame: { width } }: Layout): Line[] {
  if (!hasBest) return [];
  const best = bestLine(snapshot, width);
  const verdict = verdictLine(snapshot, width);
  if (verdict === null) return [best];
  return table.height > 3 ? [best, verdict] : [verdict];
}

/** Workers and events, each as large as its area. */
function footOf(
  snapshot: Snapshot,
  plots: Plots | null,
  { kind, workers, activity }: Layout,
): (readonly Piece[])[][] {
  const lanes =
    kind === 'wide' && plots !== null
      ? lanesPanel(snapshot, plots, workers)
      : workersPanel(snapshot, workers);
  return [
    block(lanes, workers.width, workers.height),
    block(activityPanel(snapshot, activity.height), activity.width, activity.height),
  ];
}
