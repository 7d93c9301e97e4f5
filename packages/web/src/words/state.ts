import { isUnfinished, type TrialState } from '@ram-sweep/protocol';
import { html, type Html } from '@ram-sweep/report/parts';
import { actualState, budgetStop, describeStop, type ActualState } from '@ram-sweep/results';
import type { StudySummary } from '@ram-sweep/store/read';

/** The dashboard's signs, which can be told apart without colour. */
const SIGNS: Readonly<Record<ActualState<TrialState>, string>> = {
  planned: '·',
  waiting: '○',
  running: '●',
  interrupted: '◌',
  paused: '◐',
  complete: '✓',
  pruned: '◇',
  failed: '✗',
  cancelled: '–',
};

/** `● running`; the sign is for the eye alone. */
export const trialState = (state: ActualState<TrialState>, text: string = state): Html =>
  html`<span class="state ${state}"><span aria-hidden="true">${SIGNS[state]}</span> ${text}</span>`;

/** What a person waits for: the state of these trials that is furthest from the end, or how they ended. */
export const stateOfAll = (states: readonly TrialState[]): TrialState =>
  states.find((state) => state === 'running') ??
  states.find(isUnfinished) ??
  states.find((state) => state !== 'complete') ??
  'complete';

type Stated = Pick<StudySummary, 'state' | 'driven'>;

/** The study's state as a word that stands out. */
export const studyState = (study: Stated): Html => {
  const state = actualState(study);
  return html`<span class="chip ${state}">${state}</span>`;
};

/** What there is to say of the state besides the word, as sentences; empty if nothing. */
export function describeState(study: Stated & Pick<StudySummary, 'name' | 'stoppedBy'>): Html {
  const state = actualState(study);
  const stop = budgetStop(study);
  const resume = html`<code>ram-sweep resume ${study.name}</code>`;
  const wayOut: Partial<Record<typeof state, Html>> = {
    interrupted: html`No sweep runs it: ${resume} continues it. `,
    paused: html`No trial starts until ${resume} continues it. `,
    stopped: html`${resume} continues it. `,
  };
  return html`${wayOut[state] ?? null}${stop ? `Its search ended ${describeStop(stop)}.` : null}`;
}
