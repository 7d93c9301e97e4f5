import type { StudySummary } from '@ram-sweep/store/read';
import { CommandError } from '../errors.js';

const HINT = 'start it with other budgets under another name: --name';

/** Throws a CommandError where configs would not count in the search of a study: a budget has cut it. */
export function requireUncut({ name, stoppedBy }: StudySummary): void {
  if (!stoppedBy || stoppedBy.budget === 'trials' || stoppedBy.budget === 'space') return;
  throw hasEnded(name, stoppedBy);
}

/**
 * Throws a CommandError where more trials would not count in the search of a study, or where the search would come to
 * other results than one that had them from the start.
 */
export function requireExtensible({ name, spec, stoppedBy }: StudySummary): void {
  if (stoppedBy && stoppedBy.budget !== 'trials') throw hasEnded(name, stoppedBy);
  if (spec.trials === null)
    throw new CommandError(`study ${name} has no number of trials to add to`, 'usage', 'leave out --trials');
  const { epochs, target, patience } = spec.budget;
  const isBudgeted = [epochs, target, patience].some((budget) => budget !== undefined);
  const hasRungs = spec.pruner.name === 'asha' || spec.pruner.name === 'hyperband';
  if (isBudgeted && hasRungs)
    throw new CommandError(
      `study ${name} has budgets and rungs: its promotions were decided for ${spec.trials} trials, and would be others with more`,
      'usage',
      'start it with more trials under another name: --name NEW --trials N',
    );
}

const hasEnded = (study: string, { index, reason }: NonNullable<StudySummary['stoppedBy']>): CommandError =>
  new CommandError(`the search of study ${study} has ended after trial ${index}: ${reason}`, 'usage', HINT);
