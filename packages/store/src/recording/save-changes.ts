import { and, eq, inArray, sql } from 'drizzle-orm';
import { appendActivity } from '../activity-log.js';
import type { Queries } from '../connection/database.js';
import { insertRows, recordset } from '../insert-rows.js';
import { appendInterventions, cancellation } from '../interventions.js';
import { enqueueNotification } from '../outbox/enqueue.js';
import { failuresOf } from '../outbox/merge.js';
import { noteBest } from '../outbox/note-best.js';
import { attempts, epochs } from '../schema.js';
import { describeEnding, describeNotice, describeVerdict, type Ending, type Standing } from './describe.js';
import type { Verdict } from './pruner.js';
import { saveTrials } from './save-trials.js';
import type { EpochEvent, NoticeEvent, TrialFacts } from './trial-machine.js';

/** What a batch of events changed; the events in their order. */
export interface Changes {
  readonly trials: ReadonlySet<TrialFacts>;
  readonly epochs: readonly EpochEvent[];
  readonly endings: readonly Ending[];
  readonly notices: readonly NoticeEvent[];
  readonly verdicts: readonly Verdict[];
}

export async function saveChanges(db: Queries, studyId: string, changes: Changes): Promise<void> {
  if (changes.trials.size === 0) return;
  await saveEpochs(db, studyId, changes.epochs);
  await saveEndings(db, studyId, changes.endings);
  await endAttempts(db, studyId, changes);
  const standings = await saveTrials(db, studyId, [...changes.trials]);
  const lines = [
    ...changes.notices.map(describeNotice),
    ...changes.verdicts.map(describeVerdict),
    ...changes.endings.map((ending) => describeEnding(ending, standings.get(ending.event.trial) ?? null)),
  ];
  await appendActivity(db, studyId, lines, {
    lastEventAt: sql`now()`,
    ...(changes.epochs.length > 0 ? { stalled: false } : {}),
  });
  const cancelled = changes.endings.filter(({ event, stopAsked }) => event.kind === 'cancelled' && stopAsked);
  await appendInterventions(
    db,
    studyId,
    cancelled.map(({ event, searchIndex }) => cancellation(event.trial, searchIndex)),
  );
  await enqueueWhatIsNew(db, studyId, changes, standings);
}

/** What people may want to know: a new best, and trials that failed for good. */
async function enqueueWhatIsNew(
  db: Queries,
  studyId: string,
  { trials, epochs: recorded, endings }: Changes,
  standings: ReadonlyMap<number, Standing>,
): Promise<void> {
  const searched = [...trials].filter(({ phase }) => phase === 'search');
  if (recorded.length > 0)
    await noteBest(
      db,
      studyId,
      searched.flatMap(({ number: trial }) => {
        const standing = standings.get(trial);
        return standing ? [{ trial, ...standing }] : [];
      }),
    );
  const failed = endings.flatMap(({ event: { trial }, state, phase, failure }) =>
    state === 'failed' && phase !== 'surplus' && failure !== null
      ? [{ trial, class: failure.class, message: failure.message }]
      : [],
  );
  if (failed.length > 0) await enqueueNotification(db, studyId, failuresOf(failed.length, failed));
}

async function saveEpochs(db: Queries, studyId: string, events: readonly EpochEvent[]): Promise<void> {
  // Where a batch holds an epoch of two attempts, the later event is the newer attempt's.
  const newest = new Map(events.map((event) => [`${event.trial}.${event.result.epoch}`, event]));
  const rows = [...newest.values()].map(({ trial, attempt, result }) => ({
    studyId,
    trial,
    attempt,
    ...result,
  }));
  await insertRows(db, epochs, rows, REPLACE_OLDER);
}

const REPLACE_OLDER = sql`on conflict (study_id, trial, epoch) do update set
  attempt = excluded.attempt, steps = excluded.steps, learning_rate = excluded.learning_rate,
  train_loss = excluded.train_loss, action_loss = excluded.action_loss,
  baseline_loss = excluded.baseline_loss, reinforce_loss = excluded.reinforce_loss,
  train_error = excluded.train_error, validation_error = excluded.validation_error,
  validation_loss = excluded.validation_loss, seconds = excluded.seconds, recorded_at = excluded.recorded_at
  where epochs.attempt < excluded.attempt`;

async function saveEndings(db: Queries, studyId: string, endings: readonly Ending[]): Promise<void> {
  if (endings.length === 0) return;
  const rows = endings.map(({ event, failure }) => ({
    trial: event.trial,
    attempt: event.attempt,
    state: event.kind,
    failure,
  }));
  await db.execute(sql`
    update ${attempts} as held set state = ended.state, failure = ended.failure, ended_at = now()
    from ${recordset(attempts, rows)} as ended
    where held.study_id = ${studyId} and held.trial = ended.trial and held.attempt = ended.attempt`);
}

/** Ends the attempts of trials that are pruned or have come as far as they were granted. */
async function endAttempts(db: Queries, studyId: string, { trials: touched }: Changes): Promise<void> {
  for (const state of ['pruned', 'paused'] as const) {
    const over = [...touched].filter((trial) => trial.state === state).map(({ number }) => number);
    if (over.length > 0)
      await db
        .update(attempts)
        .set({ state, endedAt: sql`now()` })
        .where(
          and(eq(attempts.studyId, studyId), inArray(attempts.trial, over), eq(attempts.state, 'running')),
        );
  }
}
