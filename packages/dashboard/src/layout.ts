/** How the screen is divided, in rows and columns of text. */
export interface Layout {
  readonly columns: number;
  readonly rows: number;
  /** Rows of trials, beneath the leaderboard's header. */
  readonly trialRows: number;
  readonly workerRows: number;
  readonly activityRows: number;
  readonly sparklineWidth: number;
}

/** Header 3, leaderboard's heading 1, best 1, two section headings, footer 1. */
const FIXED_ROWS = 8;

/**
 * Shares a screen among its parts. The leaderboard comes first; workers and events get what they need on a
 * high screen and little on a low one. One row stays free, so that the terminal never scrolls.
 */
export function layoutFor(columns: number, rows: number, workers: number): Layout {
  const free = Math.max(3, rows - 1 - FIXED_ROWS);
  const workerRows = Math.min(Math.max(1, workers), Math.max(1, Math.floor(free / 5)));
  const activityRows = Math.min(12, Math.max(1, Math.floor((free - workerRows) / 4)));
  return {
    columns,
    rows,
    workerRows,
    activityRows,
    trialRows: Math.max(1, free - workerRows - activityRows),
    sparklineWidth: columns >= 120 ? 24 : columns >= 96 ? 12 : 8,
  };
}
