import { duration } from '@ram-sweep/format';
import {
  actualState,
  budgetStop,
  mayPrune,
  plannedEpochs,
  secondsElapsed,
  secondsLeft,
  stepRate,
  type Snapshot,
} from '@ram-sweep/results';
import { stateGlyph } from '../text/state-glyph.js';
import { piece, type Line } from '../text/line.js';
import { phaseStrip } from './phase-strip.js';

/** Study, data and state; the phases; times and what trials do: `rows` lines at most, in this order of weight. */
export function header(snapshot: Snapshot, width: number, rows: number): Line[] {
  return [title(snapshot), phaseStrip(snapshot.study, width), times(snapshot)].slice(0, rows);
}

function title(snapshot: Snapshot): Line {
  const { study } = snapshot;
  return [
    'ram-sweep ',
    piece(study.name, { bold: true }),
    piece(`  ${describeState(study)}`, { bold: study.state === 'complete' }),
    piece(`  ${describeData(snapshot)}`, { dim: true }),
  ];
}

function describeState(study: Snapshot['study']): string {
  const stop = budgetStop(study);
  const state = actualState(study);
  const shown = state === 'interrupted' ? 'interrupted: `ram-sweep resume` continues it' : state;
  return stop ? `${shown}, search ended by ${stop.budget} after trial ${stop.index}` : shown;
}

function describeData({ study }: Snapshot): string {
  const { name, canvas } = study.spec.dataset;
  return `${name === 'glyphs' ? 'glyphs, drawn by ram-sweep (not MNIST)' : name}, ${canvas}`;
}

const STATES = ['running', 'waiting', 'planned', 'paused', 'pruned', 'failed', 'cancelled'] as const;

function times(snapshot: Snapshot): Line {
  const { study, workers } = snapshot;
  const { done, total } = plannedEpochs(study);
  const left = secondsLeft(study);
  const most = actualState(study) === 'active' && mayPrune(study) ? 'at most ' : '';
  const clock = [
    `${duration(secondsElapsed(study))} elapsed`,
    ...(actualState(study) === 'active'
      ? [left === null ? 'time left open' : `${most}${duration(left)} left`]
      : []),
    total === null
      ? `${done} epochs`
      : most
        ? `${done} of ${most}${total} epochs`
        : `${done}/${total} epochs`,
    ...(actualState(study) === 'active' ? [`${stepRate(study, workers).toFixed(1)} steps/s`] : []),
  ];
  const states = STATES.filter((state) => study.counts[state] > 0).flatMap((state) => [
    ' · ',
    stateGlyph(state),
    ` ${study.counts[state]} ${state}`,
  ]);
  return [clock.join(' · '), ...states];
}
