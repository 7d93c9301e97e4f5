import { counted, duration, percent } from '@ram-sweep/format';
import { unfinishedStates } from '@ram-sweep/protocol';
import { plannedPhases, type PlannedPhase, type Snapshot } from '@ram-sweep/results';
import { progressBar } from '../plots/sparkline.js';
import { cellsOf } from '../text/cells.js';

const LEAST_BAR = 3;
const MOST_BAR = 24;
const BETWEEN = ' ▸ ';

/** `search ███████ 12/12 ▸ finalists ██░ 2/6 ▸ controls 0/6`: the trials of each phase, planned ones included. */
export function phaseStrip(study: Snapshot['study'], width: number): string {
  const phases = plannedPhases(study);
  const bare = phases.map((phase) => described(phase, study));
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

interface Described {
  readonly name: string;
  readonly count: string;
  /** null where the end is open. */
  readonly share: number | null;
}

function described({ name, over, trials }: PlannedPhase, study: Snapshot['study']): Described {
  if (trials !== null) {
    const open = name === 'search' && over === trials ? stillOpen(study) : '';
    return { name, count: `${over}/${trials}${open}`, share: trials > 0 ? over / trials : 0 };
  }
  return { name, count: `${over} ${openEnd(study)}`, share: budgetShare(study) };
}

/** All trials of a search have been judged, and the best of its rungs still train. */
function stillOpen({ counts, phases: { finalist, control } }: Snapshot['study']): string {
  if (finalist.trials > 0 || control.trials > 0) return '';
  const unfinished = unfinishedStates.reduce((sum, state) => sum + counts[state], 0);
  return unfinished > 0 ? `, ${unfinished} open` : '';
}

/** How a search ends whose number of trials is open: by which budget, and how far that is. */
function openEnd({ spec: { budget }, phases, drivenSeconds }: Snapshot['study']): string {
  const ends = [
    budget.epochs === undefined ? [] : `${phases.search.epochsDone}/${counted(budget.epochs, 'epoch')}`,
    budget.hours === undefined ? [] : `${duration(drivenSeconds)}/${duration(budget.hours * 3600)}`,
    budget.target === undefined ? [] : `until ${percent(budget.target)}`,
    budget.patience === undefined ? [] : `until ${budget.patience} no better`,
  ].flat();
  return `so far${ends.length > 0 ? `, ${ends.join(' or ')}` : ''}`;
}

function budgetShare({ spec: { budget }, phases, drivenSeconds }: Snapshot['study']): number | null {
  const shares = [
    budget.epochs === undefined ? [] : phases.search.epochsDone / budget.epochs,
    budget.hours === undefined ? [] : drivenSeconds / (budget.hours * 3600),
  ].flat();
  return shares.length > 0 ? Math.max(...shares) : null;
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
