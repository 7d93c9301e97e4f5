-- Notifications of a study: who wants which, and an outbox of those that are yet to be delivered.

alter table ram_sweep.studies
  -- Notifications ever made: the number of the newest.
  add column notification_count bigint not null default 0,
  -- The smallest validation error of the search so far: what is below it is a new best.
  add column best_error double precision,
  -- That no epoch is recorded any more was noticed, and none has been recorded since.
  add column stalled boolean not null default false;

update ram_sweep.studies as held set best_error = (
  select min(best_validation_error) from ram_sweep.trials where study_id = held.id and phase = 'search'
);

-- Where the notifications of a study go. Addresses and tokens are not here: the process that delivers has them.
create table ram_sweep.notification_targets (
  study_id uuid not null references ram_sweep.studies on delete cascade,
  name text not null,
  wants text[] not null,
  -- The study's coordinator delivers to it. Nothing is made for other targets.
  active boolean not null default true,
  -- Seconds in which new bests become one notification, and failures the first time; failures then take twice as long.
  best_every double precision not null,
  failure_every double precision not null,
  failure_notifications integer not null default 0,
  delivered bigint not null default 0,
  given_up bigint not null default 0,
  primary key (study_id, name)
);

-- A row for each target that wants it, until it is delivered or given up.
create table ram_sweep.notifications (
  study_id uuid not null references ram_sweep.studies on delete cascade,
  target text not null,
  number bigint not null,
  kind text not null,
  details json not null,
  at timestamptz not null default now(),
  -- More may be added to it until then.
  due_at timestamptz not null default now(),
  -- Times that it was sent. From the first on it is never changed: a receiver that gets it twice gets the same.
  attempts integer not null default 0,
  primary key (study_id, target, number)
);
