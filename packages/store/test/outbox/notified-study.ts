import { notificationKinds, type NotificationContent } from '@ram-sweep/protocol';
import {
  recordEvents,
  registerTargets,
  setStudyState,
  type RegisteredTarget,
  type Store,
  type Study,
} from '@ram-sweep/store';
import { makeStudy, startAttempt } from '../fixture.js';

/** A target that wants everything at once. */
export const target = (name: string, fields: Partial<RegisteredTarget> = {}): RegisteredTarget => ({
  name,
  wants: notificationKinds,
  bestEvery: 0,
  failureEvery: 0,
  ...fields,
});

/** A study with these targets. */
export async function studyWith(
  store: Store,
  targets: readonly RegisteredTarget[],
  fields: Parameters<typeof makeStudy>[1] = {},
): Promise<Study> {
  const study = await makeStudy(store, { retries: 0, ...fields });
  await registerTargets(store, study.id, targets);
  return study;
}

/** The trial fails for good. */
export async function fail(store: Store, study: Study, trial: number, message = 'it broke'): Promise<void> {
  const events = await startAttempt(store, study, trial);
  await recordEvents(store, study.id, [events.failed({ message, retryable: false })]);
}

export const endOf = (outcome: 'complete' | 'failed'): NotificationContent => ({
  kind: 'end',
  details: {
    outcome,
    trials: 3,
    failed: 0,
    drivenSeconds: 1,
    stoppedBy: null,
    winner: null,
    verdict: null,
  },
});

/** The study is complete. */
export const finish = (
  store: Store,
  { id: study }: Study,
  outcome: 'complete' | 'failed' = 'complete',
): Promise<void> => setStudyState(store, { study, state: 'complete', notification: endOf(outcome) });
