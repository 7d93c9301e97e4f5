/**
 * The life of a trial:
 *
 *   planned ──params drawn──▶ waiting ──claim granted──▶ running ──▶ complete | failed | cancelled
 *                               ▲  ▲                        │
 *                               │  └── released, worker lost, or failed and worth retrying
 *                               │                           │ (the next claim is attempt + 1)
 *                               │                           ▼ as far as it was granted
 *                               └──── promoted ────────── paused ──▶ pruned ──▶ promoted after all, to waiting
 *
 * Each arrow is one compare-and-set in the store. complete is immutable; failed, cancelled and pruned trials go
 * back to waiting when a person asks (`resume`), pruned ones also when they join the best of their rung.
 */
export const trialStates = [
  'planned',
  'waiting',
  'running',
  'paused',
  'complete',
  'pruned',
  'failed',
  'cancelled',
] as const;
export type TrialState = (typeof trialStates)[number];

/** Whether a trial in this state can still change without a person's request. */
export const isUnfinished = (state: TrialState): boolean => unfinishedStates.includes(state);

export const unfinishedStates: readonly TrialState[] = ['planned', 'waiting', 'running', 'paused'];

/**
 * What a trial is for. `search`: its params were drawn. `finalist`: one of the best configs again, with a fresh
 * seed. `control`: the best finalist's config with a policy that learns nothing. `surplus`: started for the search,
 * but a budget ended the search before it; it counts for nothing.
 */
export const trialPhases = ['finalist', 'search', 'control', 'surplus'] as const;
export type TrialPhase = (typeof trialPhases)[number];

/**
 * `active`: trials are left and a coordinator drives or drove it. `paused`: as active, but a person wants no trial
 * to start. `stopped`: a person stopped it.
 */
export type StudyState = 'active' | 'paused' | 'stopped' | 'complete';
