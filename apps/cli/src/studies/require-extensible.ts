import type { StudySummary } from '@ram-sweep/store/read';
import { CommandError } from '../errors.js';

/** Throws a CommandError where more trials would not count in the search of a study. */
export function requireExtensible({ name, spec, stoppedBy }: StudySummary): void {
  const hint = 'start it with other budgets under another name: --name';
  if (stoppedBy && stoppedBy.budget !== 'trials') {
    const message = `the search of study ${name} has ended after trial ${stoppedBy.index}: ${stoppedBy.reason}`;
    throw new CommandError(message, 'usage', hint);
  }
  if (spec.trials === null)
    throw new CommandError(`study ${name} has no number of trials to add to`, 'usage', 'leave out --trials');
}
