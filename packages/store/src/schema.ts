import type {
  CheckpointRef,
  Failure,
  NotificationContent,
  NotificationKind,
  Params,
  SearchStop,
  StudySpec,
  TrialConfig,
  WorkerRun,
} from '@ram-sweep/protocol';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  json,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

/**
 * The tables as drizzle sees them. migrations/ is what makes them; a test holds the two in step.
 * All that ram-sweep keeps stands in the Postgres schema `ram_sweep`.
 */
export const ramSweep = pgSchema('ram_sweep');

/** A checkpoint and the attempt that wrote it. */
export interface TrialCheckpoint {
  readonly attempt: number;
  readonly ref: CheckpointRef;
}

/** What a study took over from an earlier one when it was made. JSON has no Infinity. */
export interface StoredPrior {
  readonly study: string;
  readonly digest: string;
  readonly trials: readonly {
    readonly index: number;
    readonly params: Params;
    readonly outcome: number | 'diverged';
  }[];
}

export const studyState = ramSweep.enum('study_state', ['active', 'paused', 'stopped', 'complete']);
export const trialState = ramSweep.enum('trial_state', [
  'running',
  'waiting',
  'planned',
  'paused',
  'complete',
  'pruned',
  'failed',
  'cancelled',
]);
export const trialPhase = ramSweep.enum('trial_phase', ['finalist', 'search', 'control', 'surplus']);
export const attemptState = ramSweep.enum('attempt_state', [
  'running',
  'complete',
  'failed',
  'released',
  'cancelled',
  'paused',
  'pruned',
  'lost',
]);

/**
 * How an attempt stands or ended. `paused`: it trained as far as it was granted. `pruned`, `lost`: it was ended, or its
 * worker was given up; it is fenced.
 */
export type AttemptState = (typeof attemptState.enumValues)[number];

const time = (name: string) => timestamp(name, { withTimezone: true });

export const studies = ramSweep.table('studies', {
  id: uuid().primaryKey().defaultRandom(),
  name: text().notNull().unique(),
  spec: json().$type<StudySpec>().notNull(),
  /** Trials of earlier studies, which it learns from; in the order in which it names them. */
  priors: json().$type<readonly StoredPrior[]>().notNull().default([]),
  state: studyState().notNull().default('active'),
  createdAt: time('created_at').notNull().defaultNow(),
  firstStartedAt: time('first_started_at'),
  lastEventAt: time('last_event_at'),
  /** Rows ever written to the study's activity: the number of its newest. */
  activityCount: bigint('activity_count', { mode: 'number' }).notNull().default(0),
  /** What ended the search, and where. */
  searchStop: json('search_stop').$type<SearchStop>(),
  /** Wall-clock seconds that it was driven, pauses left out. */
  drivenSeconds: doublePrecision('driven_seconds').notNull().default(0),
  /** Numbers below it have been a trial's, though that may be deleted. */
  numbersUsed: integer('numbers_used').notNull().default(0),
  /** Notifications ever made: the number of the newest. */
  notificationCount: bigint('notification_count', { mode: 'number' }).notNull().default(0),
  /** The smallest validation error of the search so far: what is below it is a new best. */
  bestError: doublePrecision('best_error'),
  /** That no epoch is recorded any more was noticed, and none has been recorded since. */
  stalled: boolean().notNull().default(false),
});

export const trials = ramSweep.table(
  'trials',
  {
    studyId: uuid('study_id').notNull(),
    number: integer().notNull(),
    phase: trialPhase().notNull().default('search'),
    /** Of a finalist or control: the trial of the search whose config it has. */
    repeats: integer(),
    /**
     * Place in the search, from 0; null for finalists and controls, whose numbers lie in between. Surplus trials keep
     * theirs.
     */
    searchIndex: integer('search_index'),
    state: trialState().notNull().default('waiting'),
    params: json().$type<Params>().notNull(),
    config: json().$type<TrialConfig>().notNull(),
    /** The newest attempt; 0 before the first claim. */
    attempt: integer().notNull().default(0),
    /** Attempts that failed since a person last asked for the trial. */
    failedAttempts: integer('failed_attempts').notNull().default(0),
    /** Attempts in a row that ended with their worker, with no epoch recorded. */
    lostAttempts: integer('lost_attempts').notNull().default(0),
    worker: text(),
    /** The newest two, newest first. */
    checkpoints: json().$type<readonly TrialCheckpoint[]>().notNull().default([]),
    // Sums over the trial's epochs, kept here so that a leaderboard reads no epochs.
    epochs: integer().notNull().default(0),
    epochsTotal: integer('epochs_total').notNull(),
    /** Epochs up to which it may train now; null: to its end. */
    grantedEpochs: integer('granted_epochs'),
    /** It was among the best of a rung. In the queue it takes turns with trials that have not come to one. */
    promoted: boolean().notNull().default(false),
    /** A person asked its worker to end it. */
    stopAsked: boolean('stop_asked').notNull().default(false),
    /**
     * A person asked for it again when it had ended with so many epochs. What came later does not count in the search,
     * for which it stays without a result, or diverged.
     */
    countedEpochs: integer('counted_epochs'),
    countedDiverged: boolean('counted_diverged').notNull().default(false),
    bestValidationError: doublePrecision('best_validation_error'),
    bestEpoch: integer('best_epoch'),
    trainSeconds: doublePrecision('train_seconds').notNull().default(0),
    failure: json().$type<Failure>(),
    startedAt: time('started_at'),
    finishedAt: time('finished_at'),
  },
  (table) => [
    primaryKey({ columns: [table.studyId, table.number] }),
    index('trials_rank').on(
      table.studyId,
      table.phase,
      table.bestValidationError,
      table.bestEpoch,
      table.number,
    ),
    index('trials_state').on(table.studyId, table.state, table.number),
    index('trials_queue').on(table.studyId, table.state, table.promoted, table.attempt.desc(), table.number),
    uniqueIndex('trials_search')
      .on(table.studyId, table.searchIndex)
      .where(sql`search_index is not null`),
  ],
);

export const attempts = ramSweep.table(
  'attempts',
  {
    studyId: uuid('study_id').notNull(),
    trial: integer().notNull(),
    attempt: integer().notNull(),
    worker: text().notNull(),
    state: attemptState().notNull().default('running'),
    failure: json().$type<Failure>(),
    /** Why the worker was given up, for people. */
    reason: text(),
    /** Engine, processor and Node that trained it: results repeat to the bit where these are the same. */
    environment: text(),
    startedAt: time('started_at').notNull().defaultNow(),
    endedAt: time('ended_at'),
  },
  (table) => [primaryKey({ columns: [table.studyId, table.trial, table.attempt] })],
);

export const epochs = ramSweep.table(
  'epochs',
  {
    studyId: uuid('study_id').notNull(),
    trial: integer().notNull(),
    epoch: integer().notNull(),
    attempt: integer().notNull(),
    steps: bigint({ mode: 'number' }).notNull(),
    learningRate: doublePrecision('learning_rate').notNull(),
    trainLoss: doublePrecision('train_loss').notNull(),
    actionLoss: doublePrecision('action_loss').notNull(),
    baselineLoss: doublePrecision('baseline_loss').notNull(),
    reinforceLoss: doublePrecision('reinforce_loss').notNull(),
    trainError: doublePrecision('train_error').notNull(),
    validationError: doublePrecision('validation_error').notNull(),
    validationLoss: doublePrecision('validation_loss').notNull(),
    seconds: doublePrecision().notNull(),
    recordedAt: time('recorded_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.studyId, table.trial, table.epoch] })],
);

export const testResults = ramSweep.table(
  'test_results',
  {
    studyId: uuid('study_id').notNull(),
    trial: integer().notNull(),
    epoch: integer().notNull(),
    policy: text().$type<TrialConfig['evaluation']>().notNull(),
    rollouts: integer().notNull(),
    error: doublePrecision().notNull(),
    images: integer().notNull(),
    engine: text().notNull(),
    recordedAt: time('recorded_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.studyId, table.trial, table.epoch, table.policy, table.rollouts] }),
  ],
);

export const workers = ramSweep.table('workers', {
  id: text().primaryKey(),
  host: text().notNull(),
  pid: bigint({ mode: 'number' }).notNull(),
  engine: text().notNull(),
  device: text().notNull(),
  slots: integer().notNull(),
  state: text().$type<'ready' | 'draining'>().notNull(),
  runs: jsonb().$type<readonly WorkerRun[]>().notNull(),
  startedAt: time('started_at').notNull(),
  lastSeenAt: time('last_seen_at').notNull(),
});

export const activity = ramSweep.table(
  'activity',
  {
    studyId: uuid('study_id').notNull(),
    number: bigint({ mode: 'number' }).notNull(),
    at: time('at').notNull().defaultNow(),
    trial: integer(),
    kind: text().notNull(),
    message: text().notNull(),
    /** With `sequence`: the worker's event that this row tells. */
    attempt: integer(),
    sequence: bigint({ mode: 'number' }),
  },
  (table) => [
    primaryKey({ columns: [table.studyId, table.number] }),
    uniqueIndex('activity_event')
      .on(table.studyId, table.trial, table.attempt, table.sequence)
      .where(sql`sequence is not null`),
  ],
);

/** What a person can do to a search that is under way. */
export type InterventionKind = 'cancelled' | 'retried' | 'enqueued';

/** What people changed about a search that was under way. */
export const interventions = ramSweep.table(
  'interventions',
  {
    studyId: uuid('study_id').notNull(),
    number: integer().notNull(),
    at: time('at').notNull().defaultNow(),
    kind: text().$type<InterventionKind>().notNull(),
    /** The first other trial of the search, by its place, that it can make a difference to. */
    fromIndex: integer('from_index').notNull(),
    message: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.studyId, table.number] })],
);

/** Where the notifications of a study go. Addresses and tokens are not here: the process that delivers has them. */
export const notificationTargets = ramSweep.table(
  'notification_targets',
  {
    studyId: uuid('study_id').notNull(),
    name: text().notNull(),
    wants: text().$type<NotificationKind>().array().notNull(),
    /** The study's coordinator delivers to it. Nothing is made for other targets. */
    active: boolean().notNull().default(true),
    /** Seconds in which new bests become one notification. */
    bestEvery: doublePrecision('best_every').notNull(),
    /** The same for failures, the first time; later times take twice as long each. */
    failureEvery: doublePrecision('failure_every').notNull(),
    failureNotifications: integer('failure_notifications').notNull().default(0),
    delivered: bigint({ mode: 'number' }).notNull().default(0),
    givenUp: bigint('given_up', { mode: 'number' }).notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.studyId, table.name] })],
);

/** The outbox: a row for each target that wants a notification, until it is delivered or given up. */
export const notifications = ramSweep.table(
  'notifications',
  {
    studyId: uuid('study_id').notNull(),
    target: text().notNull(),
    number: bigint({ mode: 'number' }).notNull(),
    kind: text().$type<NotificationKind>().notNull(),
    details: json().$type<NotificationContent['details']>().notNull(),
    at: time('at').notNull().defaultNow(),
    /** More may be added to it until then. */
    dueAt: time('due_at').notNull().defaultNow(),
    /** Times that it was sent. From the first on it is never changed: a receiver that gets it twice gets the same. */
    attempts: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.studyId, table.target, table.number] })],
);
