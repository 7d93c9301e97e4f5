import type { NotificationContent } from '@ram-sweep/protocol';

/** Trials that one notification names, and how much it says of each, in UTF-16 units. */
const MOST_NAMED = 10;
const LONGEST_MESSAGE = 500;

/** A waiting notification with what has happened since. Null for kinds that are never merged. */
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
  details: {
    count,
    trials: trials.slice(0, MOST_NAMED).map((failed) => ({ ...failed, message: shorten(failed.message) })),
  },
});

function shorten(message: string): string {
  if (message.length <= LONGEST_MESSAGE) return message;
  // Half a surrogate pair at the end becomes U+FFFD.
  return `${Buffer.from(message.slice(0, LONGEST_MESSAGE - 1)).toString()}…`;
}
