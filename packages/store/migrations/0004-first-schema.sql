-- All of the schema as of ram-sweep 0.1.0, its first release. Versions 1 to 3 were never released.
create schema if not exists ram_sweep;

-- What was done to the schema. The greatest version is that of the database.
create table if not exists ram_sweep.migrations (
  version integer primary key,
  name text not null,
  applied_at timestamptz not null default now()
);

create type ram_sweep.study_state as enum ('active', 'stopped', 'complete');

-- In the order in which a table of trials is sorted by state.
create type ram_sweep.trial_state as enum ('running', 'waiting', 'complete', 'pruned', 'failed', 'cancelled');

-- What a trial is for, best-trusted first.
create type ram_sweep.trial_phase as enum ('finalist', 'search', 'control');

-- pruned: an attempt that the pruner ended.
create type ram_sweep.attempt_state as enum (
  'running', 'complete', 'failed', 'released', 'cancelled', 'pruned', 'lost'
);

-- json, not jsonb, wherever a document must come back with its keys in order and its numbers as they were written.
create table ram_sweep.studies (
  id uuid primary key default gen_random_uuid(),
  name text not null unique,
  spec json not null,
  state ram_sweep.study_state not null default 'active',
  created_at timestamptz not null default now(),
  first_started_at timestamptz,
  last_event_at timestamptz,
  activity_count bigint not null default 0
);

create table ram_sweep.trials (
  study_id uuid not null references ram_sweep.studies on delete cascade,
  number integer not null,
  state ram_sweep.trial_state not null default 'waiting',
  params json not null,
  config json not null,
  attempt integer not null default 0,
  failed_attempts integer not null default 0,
  worker text,
  checkpoints json not null default '[]',
  epochs integer not null default 0,
  epochs_total integer not null,
  best_validation_error double precision,
  best_epoch integer,
  train_seconds double precision not null default 0,
  failure json,
  started_at timestamptz,
  finished_at timestamptz,
  -- Attempts in a row that ended with their worker, with no epoch recorded.
  lost_attempts integer not null default 0,
  phase ram_sweep.trial_phase not null default 'search',
  -- The trial of the search whose config a finalist or control has.
  repeats integer,
  primary key (study_id, number)
);

-- The leaderboard: finalists, then the search, then controls; each best first, nulls last.
create index trials_rank on ram_sweep.trials (study_id, phase, best_validation_error, best_epoch, number);

-- Trials by state, and a study's progress from the index alone.
create index trials_state on ram_sweep.trials (study_id, state, number) include (epochs, epochs_total);

-- The trials that wait, in the order in which they are taken: those that were interrupted first.
create index trials_queue on ram_sweep.trials (study_id, state, attempt desc, number);

create table ram_sweep.attempts (
  study_id uuid not null,
  trial integer not null,
  attempt integer not null,
  worker text not null,
  state ram_sweep.attempt_state not null default 'running',
  failure json,
  reason text,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (study_id, trial, attempt),
  foreign key (study_id, trial) references ram_sweep.trials on delete cascade
);

create table ram_sweep.epochs (
  study_id uuid not null,
  trial integer not null,
  epoch integer not null,
  attempt integer not null,
  steps bigint not null,
  learning_rate double precision not null,
  train_loss double precision not null,
  action_loss double precision not null,
  baseline_loss double precision not null,
  reinforce_loss double precision not null,
  train_error double precision not null,
  validation_error double precision not null,
  validation_loss double precision not null,
  seconds double precision not null,
  recorded_at timestamptz not null default now(),
  primary key (study_id, trial, epoch),
  foreign key (study_id, trial) references ram_sweep.trials on delete cascade
);

create table ram_sweep.test_results (
  study_id uuid not null,
  trial integer not null,
  epoch integer not null,
  policy text not null,
  rollouts integer not null,
  error double precision not null,
  images integer not null,
  engine text not null,
  recorded_at timestamptz not null default now(),
  primary key (study_id, trial, epoch, policy, rollouts),
  foreign key (study_id, trial) references ram_sweep.trials on delete cascade
);

create table ram_sweep.workers (
  id text primary key,
  host text not null,
  pid bigint not null,
  engine text not null,
  device text not null,
  slots integer not null,
  state text not null,
  runs jsonb not null,
  started_at timestamptz not null,
  last_seen_at timestamptz not null
);

-- What people see as recent events. Numbered within the study, in the order of the commits.
create table ram_sweep.activity (
  study_id uuid not null references ram_sweep.studies on delete cascade,
  number bigint not null,
  at timestamptz not null default now(),
  trial integer,
  kind text not null,
  message text not null,
  attempt integer,
  sequence bigint,
  primary key (study_id, number)
);

-- A worker's notice is written once, however often it is delivered.
create unique index activity_event on ram_sweep.activity (study_id, trial, attempt, sequence)
  where sequence is not null;
