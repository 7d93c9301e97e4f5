import type { CheckpointRef, Failure, TrialEvent, TrialPhase, TrialState } from '@ram-sweep/protocol';
import { storableText } from '../storable-text.js';
import type { AttemptState, TrialCheckpoint } from '../schema.js';

/**
 * What a worker's event does to a trial.
 *
 * An attempt lives from its claim to its ending:
 *
 *   running ── complete | failed | released | cancelled: its worker's own last word
 *      ├────── paused: it reported the epoch up to which it was granted
 *      ├────── pruned: the pruner judged one of its epochs (see pruner.ts)
 *      └────── lost: its worker was given up (requeueTrial), or claimed the trial anew
 *
 *   ending     trial becomes
 *   complete   complete
 *   cancelled  cancelled
 *   released   waiting
 *   failed     waiting while it is worth retrying and no more than `retries` attempts failed, else failed
 *
 * Only the newest attempt ends the trial's run, and only once. The newest attempt also adds epochs, before and
 * after its own last word: batches are redelivered, so an epoch may arrive behind the ending that followed it.
 * That is the one way in which a complete trial still changes; its state is final, and so is each epoch that its
 * last attempt reported.
 *
 * An attempt that is pruned, lost, or has a successor is fenced. It changes nothing, except that an epoch still missing
 * is taken from it if a checkpoint of the trial contains that epoch: the successor goes on from there and will
 * not report it again.
 *
 * Where a successor trains an epoch anew, its result replaces the older one. So each epoch stands once, as its
 * newest attempt reported it, whatever the order of arrival.
 */
export interface TrialFacts {
  readonly number: number;
  readonly phase: TrialPhase;
  /** Place in the search; null for finalists and controls. */
  readonly searchIndex: number | null;
  /** A person asked its worker to end it. */
  readonly stopAsked: boolean;
  readonly epochsTotal: number;
  /** Epochs up to which it may train now; null: to its end. */
  readonly grantedEpochs: number | null;
  state: TrialState;
  /** The newest attempt; 0 before the first claim. */
  attempt: number;
  failedAttempts: number;
  /** Since the last epoch that was recorded, or the last attempt that ended by its worker's own word. */
  lostAttempts: number;
  /** Of the newest attempt. */
  failure: Failure | null;
  /** The newest two, newest first. */
  checkpoints: readonly TrialCheckpoint[];
  /** State of the attempts that the events at hand name; missing where there is no such attempt. */
  readonly attempts: Map<number, AttemptState>;
  /** Of the epochs that the events at hand name, those that are recorded: the attempt that reported it. */
  readonly epochs: Map<number, number>;
  /** Of the notices at hand, those that are recorded, by noticeKey. */
  readonly notices: Set<string>;
}

/**
 * `recorded`: it is in the tables now. `duplicate`: it was before. `stale`: its attempt is over or fenced,
 * nothing changed. `unknown`: there is no such trial, attempt or epoch.
 */
export type EventOutcome = 'recorded' | 'duplicate' | 'stale' | 'unknown';

type EventOf<Kind extends TrialEvent['kind']> = Extract<TrialEvent, { kind: Kind }>;
export type EpochEvent = EventOf<'epoch'>;
export type NoticeEvent = EventOf<'notice'>;
export type EndingEvent = Exclude<TrialEvent, EpochEvent | NoticeEvent>;

/** A worker that dies while it writes one leaves the one before. */
const CHECKPOINTS_KEPT = 2;

export const noticeKey = ({ attempt, sequence }: { attempt: number; sequence: number }): string =>
  `${attempt}.${sequence}`;

/** Applies the event to the facts, and says what came of it. */
export function applyEvent(trial: TrialFacts, event: TrialEvent, retries: number): EventOutcome {
  const attempt = trial.attempts.get(event.attempt);
  if (attempt === undefined) return 'unknown';
  if (event.kind === 'epoch') return applyEpoch(trial, event);
  if (event.kind === 'notice') return applyNotice(trial, event);
  if (attempt === event.kind) return 'duplicate';
  if (attempt !== 'running') return 'stale';
  applyEnding(trial, event, retries);
  return 'recorded';
}

function applyEpoch(trial: TrialFacts, event: EpochEvent): EventOutcome {
  const { epoch } = event.result;
  if (epoch > (trial.grantedEpochs ?? trial.epochsTotal)) return 'unknown';
  const reporter = trial.epochs.get(epoch);
  if (reporter === event.attempt) return 'duplicate';
  const wanted = isFenced(trial, event.attempt)
    ? reporter === undefined && isInCheckpoint(trial, epoch)
    : reporter === undefined || reporter < event.attempt;
  if (!wanted) return 'stale';
  trial.epochs.set(epoch, event.attempt);
  trial.lostAttempts = 0;
  keepCheckpoint(trial, event.attempt, event.checkpoint);
  if (trial.grantedEpochs !== null && epoch >= trial.grantedEpochs) pause(trial);
  return 'recorded';
}

/** At its rung the trial's run is over. So is an attempt that started from this epoch before it was known here. */
function pause(trial: TrialFacts): void {
  if (trial.state !== 'running' && trial.state !== 'waiting') return;
  trial.state = 'paused';
  if (trial.attempts.get(trial.attempt) === 'running') trial.attempts.set(trial.attempt, 'paused');
}

function applyNotice(trial: TrialFacts, event: NoticeEvent): EventOutcome {
  const key = noticeKey(event);
  if (trial.notices.has(key)) return 'duplicate';
  if (isFenced(trial, event.attempt)) return 'stale';
  trial.notices.add(key);
  return 'recorded';
}

function applyEnding(trial: TrialFacts, event: EndingEvent, retries: number): void {
  trial.attempts.set(event.attempt, event.kind);
  trial.lostAttempts = 0;
  if ('checkpoint' in event) keepCheckpoint(trial, event.attempt, event.checkpoint);
  if (event.kind === 'failed') {
    trial.failedAttempts += 1;
    trial.failure = { ...event.failure, message: storableText(event.failure.message) };
  }
  trial.state = stateAfter(trial, event, retries);
}

function stateAfter(trial: TrialFacts, event: EndingEvent, retries: number): TrialState {
  if (event.kind === 'released') return 'waiting';
  if (event.kind !== 'failed') return event.kind;
  return event.failure.retryable && trial.failedAttempts <= retries ? 'waiting' : 'failed';
}

function isFenced(trial: TrialFacts, attempt: number): boolean {
  const state = trial.attempts.get(attempt);
  return attempt !== trial.attempt || state === 'lost' || state === 'pruned';
}

function isInCheckpoint(trial: TrialFacts, epoch: number): boolean {
  return trial.checkpoints.some(({ ref }) => ref.epoch >= epoch);
}

/**
 * A newer attempt's checkpoint goes before all older ones, also those of later epochs: if its worker could have
 * used them, it would have gone on from there.
 */
function keepCheckpoint(trial: TrialFacts, attempt: number, ref: CheckpointRef | null): void {
  if (ref === null || trial.checkpoints.some((kept) => kept.ref.name === ref.name)) return;
  trial.checkpoints = [...trial.checkpoints, { attempt, ref }]
    .toSorted((a, b) => b.attempt - a.attempt || b.ref.epoch - a.ref.epoch || b.ref.step - a.ref.step)
    .slice(0, CHECKPOINTS_KEPT);
}
