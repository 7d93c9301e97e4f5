import type { TrialEvent } from '@ram-sweep/protocol';
import { and, eq, isNotNull, sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Queries } from '../connection/database.js';
import { integers } from '../integers.js';
import { activity, attempts, epochs, trials } from '../schema.js';
import { noticeKey, type TrialFacts } from './trial-machine.js';

/**
 * What the tables hold about the trials, attempts, epochs and notices that the events name.
 * Locks the trials' rows, in the order of their numbers, until the transaction ends.
 */
export async function loadFacts(
  db: Queries,
  studyId: string,
  events: readonly TrialEvent[],
): Promise<Map<number, TrialFacts>> {
  const facts = await lockTrials(db, studyId, events);
  await loadAttempts(db, studyId, events, facts);
  await loadEpochs(db, studyId, events, facts);
  await loadNotices(db, studyId, events, facts);
  return facts;
}

async function lockTrials(db: Queries, studyId: string, events: readonly TrialEvent[]) {
  const numbers = [...new Set(events.map(({ trial }) => trial))];
  const rows = await db
    .select({
      number: trials.number,
      phase: trials.phase,
      searchIndex: trials.searchIndex,
      stopAsked: trials.stopAsked,
      epochsTotal: trials.epochsTotal,
      grantedEpochs: trials.grantedEpochs,
      state: trials.state,
      attempt: trials.attempt,
      failedAttempts: trials.failedAttempts,
      lostAttempts: trials.lostAttempts,
      checkpoints: trials.checkpoints,
      failure: trials.failure,
    })
    .from(trials)
    .where(and(eq(trials.studyId, studyId), sql`${trials.number} = any(${integers(numbers)})`))
    .orderBy(trials.number)
    .for('no key update');
  return new Map(
    rows.map((row): [number, TrialFacts] => [
      row.number,
      { ...row, attempts: new Map(), epochs: new Map(), notices: new Set() },
    ]),
  );
}

async function loadAttempts(
  db: Queries,
  studyId: string,
  events: readonly TrialEvent[],
  facts: ReadonlyMap<number, TrialFacts>,
): Promise<void> {
  const named = events.map(({ trial, attempt }) => [trial, attempt] as const);
  const rows = await db
    .select({ trial: attempts.trial, attempt: attempts.attempt, state: attempts.state })
    .from(attempts)
    .where(and(eq(attempts.studyId, studyId), isNamed(attempts.trial, attempts.attempt, named)));
  for (const { trial, attempt, state } of rows) facts.get(trial)?.attempts.set(attempt, state);
}

async function loadEpochs(
  db: Queries,
  studyId: string,
  events: readonly TrialEvent[],
  facts: ReadonlyMap<number, TrialFacts>,
): Promise<void> {
  const named = events.flatMap((event) =>
    event.kind === 'epoch' ? [[event.trial, event.result.epoch] as const] : [],
  );
  if (named.length === 0) return;
  const rows = await db
    .select({ trial: epochs.trial, epoch: epochs.epoch, attempt: epochs.attempt })
    .from(epochs)
    .where(and(eq(epochs.studyId, studyId), isNamed(epochs.trial, epochs.epoch, named)));
  for (const { trial, epoch, attempt } of rows) facts.get(trial)?.epochs.set(epoch, attempt);
}

async function loadNotices(
  db: Queries,
  studyId: string,
  events: readonly TrialEvent[],
  facts: ReadonlyMap<number, TrialFacts>,
): Promise<void> {
  const named = events.flatMap((event) =>
    event.kind === 'notice' ? [[event.trial, event.attempt] as const] : [],
  );
  if (named.length === 0) return;
  const { trial, attempt, sequence } = activity;
  const rows = await db
    .select({
      trial: sql<number>`${trial}`,
      attempt: sql<number>`${attempt}`,
      sequence: sql<number>`${sequence}`,
    })
    .from(activity)
    .where(and(eq(activity.studyId, studyId), isNotNull(sequence), isNamed(trial, attempt, named)));
  for (const row of rows) facts.get(row.trial)?.notices.add(noticeKey(row));
}

/** Whether the two columns are one of the pairs. */
function isNamed(
  first: AnyPgColumn,
  second: AnyPgColumn,
  pairs: readonly (readonly [number, number])[],
): SQL {
  const firsts = integers(pairs.map(([value]) => value));
  const seconds = integers(pairs.map(([, value]) => value));
  return sql`(${first}, ${second}) in (select * from unnest(${firsts}, ${seconds}))`;
}
