import type { StudySummary } from '@ram-sweep/store/read';
import { CommandError } from '../errors.js';

/** Throws a CommandError where the search of a study has no number of trials that can be raised. */
export function requireExtensible(study: StudySummary): void {
  requireUncut(study);
  const { name, spec } = study;
  if (spec.trials === null)
    throw new CommandError(`study ${name} has no number of trials to add to`, 'usage', 'leave out --trials');
}

/** Throws a CommandError where a budget has ended the search of a study: more trials would not count in it. */
export function requireUncut({ name, stoppedBy }: StudySummary): void {
  if (!stoppedBy || stoppedBy.budget === 'trials') return;
  const message = `the search of study ${name} has ended after trial ${stoppedBy.index}: ${stoppedBy.reason}`;
  throw new CommandError(message, 'usage', 'start it with other budgets under another name: --name');
}
