import type { NotificationEvent } from '../event.js';
import { requestOf } from '../formats/request.js';
import type { Target } from '../settings/target.js';
import { withDeadline } from './deadline.js';
import { outcome, type Outcome } from './outcome.js';
import { post } from './post.js';
import { runProgram } from './run-program.js';

/** Sends one event to one target. Takes `patienceMs` at most, or until the signal aborts. Never throws. */
export function send(
  target: Target,
  event: NotificationEvent,
  { patienceMs, signal }: { patienceMs: number; signal: AbortSignal },
): Promise<Outcome> {
  return withDeadline(patienceMs, signal, async (inTime) => {
    const result = await attempt(target, event, inTime);
    if (result.kind !== 'failed' || !inTime.aborted) return result;
    return outcome('failed', `no answer within ${patienceMs / 1000} s`);
  });
}

function attempt(target: Target, event: NotificationEvent, signal: AbortSignal): Promise<Outcome> {
  if (target.kind === 'program') return runProgram(target.run, `${JSON.stringify(event)}\n`, signal);
  return post(requestOf(target, event), signal);
}
