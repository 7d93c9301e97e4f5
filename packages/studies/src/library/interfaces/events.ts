import type { Best, Epoch } from './results.js';

/** What a trial's line in a study's activity tells of. */
export const trialHappenings = [
  'started',
  'complete',
  'pruned',
  'promoted',
  'failed',
  'retrying',
  'released',
  'lost',
  'cancelled',
  'retried',
  'tested',
  'notice',
] as const;
export type TrialHappening = (typeof trialHappenings)[number];

/**
 * How the following of a study ended: complete; failed, where all trials are over and none has a result; stopped by a
 * person; interrupted, where no sweep runs it any more; deleted; or out of reach, as its servers were stopped.
 */
export type FollowingEnd = 'complete' | 'failed' | 'stopped' | 'interrupted' | 'deleted' | 'servers-stopped';

/** An epoch is recorded. Each is reported once, those of a trial in their order. */
export interface EpochEvent extends Epoch {
  readonly kind: 'epoch';
  readonly at: Date;
  /** Epochs that the trial is to have. */
  readonly epochsTotal: number;
}

/** Something happened to a trial. */
export interface TrialEvent {
  readonly kind: 'trial';
  readonly at: Date;
  readonly trial: number;
  readonly happening: TrialHappening;
  /** For people. */
  readonly message: string;
}

/** Something happened to the study, for people. */
export interface NoteEvent {
  readonly kind: 'note';
  readonly at: Date;
  readonly message: string;
}

/** The study has a new best. */
export interface BestEvent {
  readonly kind: 'best';
  readonly at: Date;
  readonly best: Best;
}

/** The last event. */
export interface EndEvent {
  readonly kind: 'end';
  readonly at: Date;
  readonly end: FollowingEnd;
}

export type StudyEvent = EpochEvent | TrialEvent | NoteEvent | BestEvent | EndEvent;
