import type { Snapshot } from '@ram-sweep/results';
import { piece, type Line } from '../text/line.js';

/** The newest events, the newest last. */
export function activityPanel({ activity }: Snapshot, height: number): Line[] {
  if (height <= 0) return [];
  const rows = activity.slice(-Math.max(0, height - 1) || activity.length);
  return [
    [piece('events', { bold: true })],
    ...(height > 1 ? rows : []).map(({ at, message }): Line => [
      piece(`${at.toTimeString().slice(0, 8)}  `, { dim: true }),
      message,
    ]),
  ];
}
