import type { Failure, TrialPhase, TrialState } from '@ram-sweep/protocol';
import type { Activity } from '../activity-log.js';
import { percent } from '@ram-sweep/format';
import type { Verdict } from './pruner.js';
import type { EndingEvent, NoticeEvent } from './trial-machine.js';

/** An event that ended an attempt, and what it left. */
export interface Ending {
  readonly event: EndingEvent;
  /** The trial's state after it. */
  readonly state: TrialState;
  /** Of the trial. */
  readonly phase: TrialPhase;
  readonly searchIndex: number | null;
  readonly stopAsked: boolean;
  readonly failure: Failure | null;
}

/** A trial's best epoch so far. */
export interface Standing {
  readonly bestValidationError: number;
  readonly bestEpoch: number;
}

export function describeNotice({ trial, attempt, sequence, message }: NoticeEvent): Activity {
  return { kind: 'notice', trial, message: `trial ${trial}: ${message}`, event: { attempt, sequence } };
}

export const describeVerdict = ({ trial, reason }: Verdict): Activity => ({
  kind: 'pruned',
  trial,
  message: `trial ${trial} pruned: ${reason}`,
});

export function describeEnding(
  { event, state, phase, failure }: Ending,
  standing: Standing | null,
): Activity {
  const { trial } = event;
  const line = (kind: string, message: string): Activity => ({
    kind,
    trial,
    message: `trial ${trial} ${message}`,
  });
  if (failure !== null) {
    const { class: cause, epoch, message } = failure;
    return state === 'failed'
      ? line('failed', `failed (${cause}) after epoch ${epoch}: ${message}`)
      : line('retrying', `waits to be tried again (${cause}) after epoch ${epoch}: ${message}`);
  }
  switch (event.kind) {
    case 'complete':
      return line('complete', `complete: ${describeBest(standing)}`);
    case 'cancelled':
      return line(
        'cancelled',
        phase === 'surplus'
          ? 'is surplus: the search had ended before it, so it was stopped'
          : `cancelled: ${describeBest(standing)}`,
      );
    default:
      return line('released', `given back by ${event.worker}: ${describeBest(standing)}`);
  }
}

function describeBest(standing: Standing | null): string {
  if (standing === null) return 'no epoch is complete';
  return `best validation error ${percent(standing.bestValidationError)} at epoch ${standing.bestEpoch}`;
}
