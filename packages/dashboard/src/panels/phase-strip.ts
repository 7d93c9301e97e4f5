import { describePhase, plannedPhases, type PlannedPhase, type Snapshot } from '@ram-sweep/results';
import { progressBar } from '../plots/sparkline.js';
import { cellsOf } from '../text/cells.js';

const LEAST_BAR = 3;
const MOST_BAR = 24;
const BETWEEN = ' ▸ ';

/** `search ███████ 12/12 ▸ finalists ██░ 2/6 ▸ controls 0/6`: the trials of each phase, planned ones included. */
export function phaseStrip(study: Snapshot['study'], width: number): string {
  const phases = plannedPhases(study);
  const bare = phases.map((phase) => describePhase(phase, study));
  const room = width - cellsOf(bare.map(({ name, count }) => `${name} ${count}`).join(BETWEEN));
  if (room < 0) return shortened(phases, width);
  const begun = bare.filter(({ share }) => share !== null && share > 0);
  const bar = Math.min(MOST_BAR, Math.floor(room / Math.max(1, begun.length)) - 1);
  return bare
    .map(({ name, count, share }) =>
      share !== null && share > 0 && bar >= LEAST_BAR
        ? `${name} ${progressBar(share, bar)} ${count}`
        : `${name} ${count}`,
    )
    .join(BETWEEN);
}

/** What is done gives way first, then the names of what is to come. */
function shortened(phases: readonly PlannedPhase[], width: number): string {
  const left = phases.filter(({ over, trials }) => trials === null || over < trials);
  const shown = (left.length > 0 ? left : phases).map(({ name, over, trials }) => ({
    name,
    count: `${over}/${trials ?? '…'}`,
  }));
  const whole = shown.map(({ name, count }) => `${name} ${count}`).join(BETWEEN);
  if (cellsOf(whole) <= width) return whole;
  return shown.map(({ name, count }, place) => (place === 0 ? `${name} ${count}` : count)).join(BETWEEN);
}
