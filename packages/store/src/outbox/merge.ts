import type { NotificationContent } from '@ram-sweep/protocol';

/** Trials that one notification names. */
const MOST_NAMED = 10;

/** What waits to be told, with what has come since. Null for kinds of which each is told by itself. */
export function merge(waiting: NotificationContent, added: NotificationContent): NotificationContent | null {
  if (waiting.kind === 'best' && added.kind === 'best')
    return { kind: 'best', details: { ...added.details, before: waiting.details.before } };
  if (waiting.kind === 'failure' && added.kind === 'failure')
    return failuresOf(waiting.details.count + added.details.count, [
      ...waiting.details.trials,
      ...added.details.trials,
    ]);
  return null;
}

type FailedTrial = Extract<NotificationContent, { kind: 'failure' }>['details']['trials'][number];

/** `count` trials failed, of which these are the first. */
export const failuresOf = (count: number, trials: readonly FailedTrial[]): NotificationContent => ({
  kind: 'failure',
  details: { count, trials: trials.slice(0, MOST_NAMED) },
});
