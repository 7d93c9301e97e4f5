import type { Log } from '@ram-sweep/log';
import type { NotifyOptions } from '@ram-sweep/notify/settings';
import type { NotificationContent } from '@ram-sweep/protocol';
import type { Store, Study } from '@ram-sweep/store';
import { isRetryable } from '@ram-sweep/protocol/errors';

type End = Extract<NotificationContent, { kind: 'end' }>;

/** The notification of a study whose trials are all over. Everything in it follows from the tables. */
async function endOfStudy(store: Store, { id }: Study): Promise<End | undefined> {
  const { findStudySummary, readFailures } = await import('@ram-sweep/store/read');
  const { attentionVerdict, budgetStop, describeStop, describeVerdict, findWinner, isFruitless, wayOut } =
    await import('@ram-sweep/results');
  const summary = await findStudySummary(store, id);
  if (!summary) return undefined;
  const { counts, trials, drivenSeconds } = summary;
  const failures = await readFailures(store, id);
  const winner = await findWinner(store, id);
  const verdict = winner && attentionVerdict(winner);
  const stop = budgetStop(summary);
  return {
    kind: 'end',
    details: {
      outcome: isFruitless(summary) ? 'failed' : 'complete',
      trials,
      failed: counts.failed,
      failures: failures.map((group) => ({ ...group, hint: wayOut(summary, group.class) })),
      drivenSeconds,
      stoppedBy: stop && describeStop(stop),
      winner: winner && {
        trial: winner.group?.repeats ?? winner.trial.number,
        source: winner.source,
        validationError: winner.group?.validation?.mean ?? winner.trial.bestValidationError ?? 1,
        halfWidth: winner.group?.validation?.halfWidth ?? null,
        seeds: winner.group?.validation?.count ?? 1,
      },
      verdict: verdict && { attention: verdict.attention, text: describeVerdict(verdict) },
    },
  };
}

/** Undefined where nobody wants one, or it cannot be made: a mistake in it keeps no study open. */
export async function endNotification({
  store,
  study,
  notify,
  log,
}: {
  readonly store: Store;
  readonly study: Study;
  readonly notify?: NotifyOptions;
  readonly log: Log;
}): Promise<End | undefined> {
  if (!notify || notify.targets.length === 0) return undefined;
  try {
    return await endOfStudy(store, study);
  } catch (error) {
    if (isRetryable(error)) throw error;
    log.warn('the end of the study is not reported', { error: String(error) });
    return undefined;
  }
}
