import type { StudyState, TrialState } from '@ram-sweep/protocol';
import type { StudySummary } from '@ram-sweep/store/read';

/**
 * A study is recorded as `active` from its start to its end, and a trial as `running`, whatever becomes of the
 * processes that see to it. `interrupted`: it should continue, and no sweep runs it, as after a machine went down.
 */
export type ActualState<State extends string> = State | 'interrupted';

export function actualState({
  state,
  driven,
}: Pick<StudySummary, 'state' | 'driven'>): ActualState<StudyState> {
  return (state === 'active' || state === 'paused') && !driven ? 'interrupted' : state;
}

/** The state of a trial of this study. */
export const actualTrialState = (
  { driven }: Pick<StudySummary, 'driven'>,
  { state }: { readonly state: TrialState },
): ActualState<TrialState> => (state === 'running' && !driven ? 'interrupted' : state);
