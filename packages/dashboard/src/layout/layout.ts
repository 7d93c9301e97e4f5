/** A part of the screen, in cells. */
export interface Area {
  readonly width: number;
  readonly height: number;
}

/** How the screen is divided. */
export interface Layout {
  /** `narrow`: the table alone; `medium`: with a pane that follows the cursor; `wide`: with plots and lanes as well. */
  readonly kind: 'narrow' | 'medium' | 'wide';
  /** The whole frame: a column and a row less than the screen, so that the terminal never wraps or scrolls. */
  readonly frame: Area;
  /** Lines of the heading: the study's name, its phases, its times. */
  readonly headerRows: number;
  /** The leaderboard; its heading, if it has one, is a line of its own. */
  readonly table: Area;
  readonly hasHeading: boolean;
  /** The trial under the cursor, as high as what is beside it; no cell of it in the narrow layout. */
  readonly detail: Area;
  /** Each of the three plots beside each other; no cell of it unless the layout is wide. */
  readonly plot: Area;
  /** Titles included; beside each other where it is wide, otherwise one above the other beneath the table. */
  readonly workers: Area;
  readonly activity: Area;
  readonly hasBest: boolean;
  readonly hasFooter: boolean;
}

const NOTHING: Area = { width: 0, height: 0 };
/** Between parts that stand beside each other. */
export const GAP = 1;

const MEDIUM_COLUMNS = 100;
const WIDE = { columns: 160, rows: 45 };

/** What would like to be shown: rows of the leaderboard, of workers, and lanes of theirs. */
export interface Wishes {
  readonly trials: number;
  readonly workers: number;
  readonly lanes: number;
}

/** Shares a screen among its parts: what matters most first, the rest as there is room. */
export function layoutFor(columns: number, rows: number, wishes: Wishes): Layout {
  const frame = { width: Math.max(1, columns - 1), height: Math.max(1, rows - 1) };
  const kind = kindOf(columns, rows);
  const has = (rank: number): boolean => frame.height >= rank;
  const fixed = {
    hasFooter: has(2),
    hasHeading: has(3),
    headerRows: headerRows(frame.height),
    hasBest: has(6),
  };
  const lines = [fixed.hasFooter, fixed.hasHeading, fixed.hasBest].filter(Boolean).length + fixed.headerRows;
  const free = frame.height - lines;
  const detailWidth = kind === 'narrow' ? 0 : Math.max(36, Math.min(64, Math.floor(frame.width * 0.36)));
  const width = frame.width - (detailWidth > 0 ? detailWidth + GAP : 0);
  const isWide = kind === 'wide';
  const { workers, activity } = isWide
    ? wideFoot(frame.width, free, wishes)
    : stackedFoot(width, free, wishes);
  const footHeight = isWide ? workers.height : workers.height + activity.height;
  const plot = isWide ? plotArea(frame, free, free - footHeight - wishes.trials) : NOTHING;
  const tableHeight = free - footHeight - plot.height;
  const besideDetail = 1 + tableHeight + (isWide ? 0 : footHeight);
  return {
    kind,
    frame,
    ...fixed,
    table: { width, height: tableHeight },
    detail: detailWidth > 0 ? { width: detailWidth, height: besideDetail } : NOTHING,
    plot,
    workers,
    activity,
  };
}

function kindOf(columns: number, rows: number): Layout['kind'] {
  if (columns >= WIDE.columns && rows >= WIDE.rows) return 'wide';
  return columns >= MEDIUM_COLUMNS && rows >= 12 ? 'medium' : 'narrow';
}

/** The study's name from 5 lines on, its phases from 6, its times from 8. */
function headerRows(height: number): number {
  if (height < 4) return 0;
  if (height < 5) return 1;
  return height < 7 ? 2 : 3;
}

/** Workers above events. What the table leaves empty goes to them: to workers what they need, the rest to events. */
function stackedFoot(width: number, free: number, { trials, workers: wanted }: Wishes) {
  if (free < 6) return { workers: NOTHING, activity: NOTHING };
  const workers = 1 + Math.min(Math.max(1, wanted), Math.max(1, Math.floor(free / 6)));
  const activity = free < 9 ? 0 : 1 + Math.max(1, Math.min(4, Math.floor((free - workers) / 5)));
  const spare = Math.max(0, free - trials - workers - activity);
  const more = Math.max(0, Math.min(spare, wanted + 1 - workers));
  return {
    workers: { width, height: workers + more },
    activity: { width, height: activity > 0 ? activity + spare - more : 0 },
  };
}

/** Lanes of workers and events beside each other, with rows that the table leaves empty. */
function wideFoot(width: number, free: number, { trials, lanes }: Wishes) {
  if (free < 6) return { workers: NOTHING, activity: NOTHING };
  const empty = free - trials - leastPlot(free);
  const most = Math.max(3, Math.floor(free / 5), empty);
  const height = Math.min(Math.max(4, lanes + 1), most);
  const activityWidth = Math.floor(width * 0.4);
  return {
    workers: { width: width - activityWidth - GAP, height },
    activity: { width: activityWidth, height },
  };
}

const leastPlot = (free: number): number => Math.max(8, Math.floor(free * 0.32));

/** A third of what is free; more where the leaderboard leaves rows empty. */
function plotArea({ width }: Area, free: number, empty: number): Area {
  const [least, most] = [leastPlot(free), Math.floor(free * 0.45)];
  return { width: Math.floor((width - 2 * GAP) / 3), height: Math.max(least, Math.min(most, empty)) };
}
