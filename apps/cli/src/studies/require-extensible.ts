import type { StudySummary } from '@ram-sweep/store/read';
import { CommandError } from '../errors.js';

const HINT = 'start it with other budgets under another name: --name';

/** Throws a CommandError where configs would not count in the search of a study: a budget has cut it. */
export function requireUncut({ name, stoppedBy }: StudySummary): void {
  if (!stoppedBy || stoppedBy.budget === 'trials' || stoppedBy.budget === 'space') return;
  const message = `the search of study ${name} has ended after trial ${stoppedBy.index}: ${stoppedBy.reason}`;
  throw new CommandError(message, 'usage', HINT);
}

/** Throws a CommandError where more trials would not count in the search of a study. */
export function requireExtensible({ name, spec, stoppedBy }: StudySummary): void {
  if (stoppedBy && stoppedBy.budget !== 'trials') {
    const message = `the search of study ${name} has ended after trial ${stoppedBy.index}: ${stoppedBy.reason}`;
    throw new CommandError(message, 'usage', HINT);
  }
  if (spec.trials === null)
    throw new CommandError(`study ${name} has no number of trials to add to`, 'usage', 'leave out --trials');
}
