import { counted, duration, percent } from '@ram-sweep/format';
import { unfinishedStates } from '@ram-sweep/protocol';
import { judgedEpoch } from '@ram-sweep/search/pruners';
import type { StudySummary } from '@ram-sweep/store/read';
import type { PlannedPhase } from './progress.js';

/** How far a phase is, in words and as a share. */
export interface DescribedPhase {
  readonly name: PlannedPhase['name'];
  /** `12/30`, while trials are judged at rungs `12/30 judged`, and where the end is open `12 so far, 4m10s/1h00m`. */
  readonly count: string;
  /** In [0, 1]; null where the end is open. */
  readonly share: number | null;
}

type Budgeted = Pick<StudySummary, 'spec' | 'counts' | 'phases' | 'drivenSeconds'>;

export function describePhase({ name, over, trials }: PlannedPhase, study: Budgeted): DescribedPhase {
  const open = openTrials(study);
  const judged = name === 'search' && open > 0 && judgedEpoch(study.spec) !== null ? ' judged' : '';
  if (trials === null)
    return { name, count: `${over}${judged} ${openEnd(study)}`, share: budgetShare(study) };
  const rest = judged !== '' && over === trials ? `, ${open} open` : '';
  return { name, count: `${over}/${trials}${judged}${rest}`, share: trials > 0 ? over / trials : 0 };
}

/**
 * Trials that the search still has. With rungs a trial counts once it has been judged at its first one, and the best
 * train on: so all may have been judged, and some be open.
 */
function openTrials({ counts, phases: { finalist, control } }: Budgeted): number {
  if (finalist.trials > 0 || control.trials > 0) return 0;
  return unfinishedStates.reduce((sum, state) => sum + counts[state], 0);
}

/** How a search ends whose number of trials is open: by which budget, and how far that is. */
function openEnd({ spec: { budget }, phases, drivenSeconds }: Budgeted): string {
  const ends = [
    budget.epochs === undefined ? [] : `${phases.search.epochsDone}/${counted(budget.epochs, 'epoch')}`,
    budget.hours === undefined ? [] : `${duration(drivenSeconds)}/${duration(budget.hours * 3600)}`,
    budget.target === undefined ? [] : `until ${percent(budget.target)}`,
    budget.patience === undefined ? [] : `until ${budget.patience} no better`,
  ].flat();
  return `so far${ends.length > 0 ? `, ${ends.join(' or ')}` : ''}`;
}

function budgetShare({ spec: { budget }, phases, drivenSeconds }: Budgeted): number | null {
  const shares = [
    budget.epochs === undefined ? [] : phases.search.epochsDone / budget.epochs,
    budget.hours === undefined ? [] : drivenSeconds / (budget.hours * 3600),
  ].flat();
  return shares.length > 0 ? Math.max(...shares) : null;
}
