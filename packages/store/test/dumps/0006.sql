-- A database of schema version 6, made by npm run dump -w packages/store

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

-- A search whose outcome does not depend on who trains its trials, nor on the order in which they end.

-- paused: a person wants no trial to start.
alter type ram_sweep.study_state add value 'paused' after 'active';

-- surplus: started for a search that a budget has ended before it.
alter type ram_sweep.trial_phase add value 'surplus' after 'control';

alter table ram_sweep.studies
  -- The budget that ended the search, the last trial that counts, and why, for people.
  add column search_stop json,
  -- Wall-clock seconds that it was driven; counted where it has a budget of hours.
  add column driven_seconds double precision not null default 0,
  -- Numbers below it have been a trial's, though that may be deleted.
  add column numbers_used integer not null default 0;

-- planned: its params are not drawn yet. paused: at a rung, and not judged yet.
alter type ram_sweep.trial_state add value 'planned' after 'waiting';
alter type ram_sweep.trial_state add value 'paused' after 'planned';

-- paused: its worker trained as far as the attempt was granted.
alter type ram_sweep.attempt_state add value 'paused' after 'cancelled';

alter table ram_sweep.trials
  -- Place in the search, from 0; null for finalists and controls, whose numbers lie in between.
  add column search_index integer,
  -- Epochs up to which it may train now; null: to its end.
  add column granted_epochs integer,
  -- It was among the best of a rung. Trials that have not come to one go first.
  add column promoted boolean not null default false,
  -- A person asked its worker to end it.
  add column stop_asked boolean not null default false,
  -- A person asked for it again when it had ended with so many epochs: what came later does not count in the search, for
  -- which it stays without a result, or diverged.
  add column counted_epochs integer,
  add column counted_diverged boolean not null default false;

update ram_sweep.trials as held set search_index = found.place
  from (
    select study_id, number, row_number() over (partition by study_id order by number) - 1 as place
    from ram_sweep.trials where phase = 'search'
  ) as found
  where held.study_id = found.study_id and held.number = found.number;

create unique index trials_search on ram_sweep.trials (study_id, search_index) where search_index is not null;

-- The trials that wait, in the order in which they are taken: promoted ones last, those that were interrupted first.
drop index ram_sweep.trials_queue;
create index trials_queue on ram_sweep.trials (study_id, state, promoted, attempt desc, number);

-- Pruned trials of asha stand at their rung, and others train for the first. Those that were past it train to their end:
-- judged in the order of the search they might not have passed it, and then no further rung would judge them.
update ram_sweep.trials as held set
    granted_epochs = case
      when held.state = 'pruned' then (
        select max(first * factor ^ step) from generate_series(0, 17) as step
        where first * factor ^ step <= held.epochs
      )
      when held.epochs < first and first < held.epochs_total then first
    end,
    promoted = held.epochs >= first
  from (
    select id, (spec #>> '{pruner,minEpochs}')::numeric as first, (spec #>> '{pruner,reductionFactor}')::numeric as factor
    from ram_sweep.studies where spec #>> '{pruner,name}' = 'asha'
  ) as asha
  where held.study_id = asha.id and held.phase = 'search' and held.state <> 'complete';

-- What a trial was trained with: bits repeat on one engine build, one kind of processor and one Node.
alter table ram_sweep.attempts add column environment text;

-- What a study learns from: trials of earlier ones, as they stood when it was made.
alter table ram_sweep.studies add column priors json not null default '[]';

-- What people changed about a search that was under way, and from which of its trials on it counts.
create table ram_sweep.interventions (
  study_id uuid not null references ram_sweep.studies on delete cascade,
  number integer not null,
  at timestamptz not null default now(),
  kind text not null,
  from_index integer not null,
  message text not null,
  primary key (study_id, number)
);

-- Samplers have options now, and studies fields that older ones did not have. Key by key, as order and digits stay.
update ram_sweep.studies set spec = (
  select ('{' || string_agg(to_json(key)::text || ':' ||
    case when key = 'sampler' and json_typeof(value) = 'string' then '{"name":"random","distinct":false}'
      else value::text end, ',') || ',"require":[],"first":[],"prior":[],"budget":{}}')::json
  from json_each(spec)
);

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

insert into ram_sweep."migrations" ("version", "name", "applied_at") values
  ('4', '0004-first-schema.sql', '2026-11-28 20:13:57.520344+00'),
  ('5', '0005-search-in-trial-order.sql', '2026-11-28 20:13:57.520344+00'),
  ('6', '0006-notifications.sql', '2026-11-28 20:13:57.520344+00');

insert into ram_sweep."studies" ("id", "name", "spec", "state", "created_at", "first_started_at", "last_event_at", "activity_count", "search_stop", "driven_seconds", "numbers_used", "priors", "notification_count", "best_error", "stalled") values
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', 'digits', '{"name":"digits","dataset":{"name":"glyphs","canvas":"plain","train":1000,"test":60},"trials":6,"budget":{},"seed":3,"sampler":{"name":"tpe","lag":2},"space":{"std":{"distribution":"log-uniform","low":0.03,"high":0.3},"learningRate":{"distribution":"categorical","choices":[0.1,10]}},"require":[],"first":[],"prior":[],"pruner":{"name":"asha","minEpochs":1,"reductionFactor":2},"finalists":{"top":2,"seeds":2,"controls":["random","frozen"],"controlSeeds":1},"config":{"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"optimizer":"sgd","batchSize":30,"epochs":5},"retries":0}', 'complete', '2026-11-28 20:13:58.178036+00', '2026-11-28 20:14:04.532357+00', '2026-11-28 20:14:17.834146+00', '56', '{"budget":"trials","index":5,"reason":"all 6 trials are over"}', '15.80744542', '0', '[]', '6', '0.67', 'false');

insert into ram_sweep."trials" ("study_id", "number", "state", "params", "config", "attempt", "failed_attempts", "worker", "checkpoints", "epochs", "epochs_total", "best_validation_error", "best_epoch", "train_seconds", "failure", "started_at", "finished_at", "lost_attempts", "phase", "repeats", "search_index", "granted_epochs", "promoted", "stop_asked", "counted_epochs", "counted_diverged") values
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '0', 'complete', '{"std":0.0664707906849523,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.0664707906849523,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":2555985997}', '5', '0', 'machine-1-9825-2ff7fc84', '[{"attempt":5,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/0/5-5-0","digest":"3d2329dd3dcdb2cd3e2f9e0144e9baf71c3550b70b34b9e3db4262f571cdac2a","bytes":60924,"epoch":5,"step":0}},{"attempt":4,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/0/4-4-0","digest":"6f8a8193669ad307907898e675783591cb2b17a602ff1e0bb37fa09ab5a251d2","bytes":60629,"epoch":4,"step":0}}]', '5', '5', '0.67', '5', '0.5917495289999997', NULL, '2026-11-28 20:14:04.532357+00', '2026-11-28 20:14:12.328862+00', '0', 'search', NULL, '0', NULL, 'true', 'false', NULL, 'false'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '1', 'pruned', '{"std":0.2555768128593643,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.2555768128593643,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":796965997}', '2', '0', NULL, '[{"attempt":2,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/1/2-2-0","digest":"1f95b5c2ca9a208678111dac70a2cad11da4d0e423db8f0d8773886b5a616fb5","bytes":60031,"epoch":2,"step":0}},{"attempt":1,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/1/1-1-0","digest":"5136f2156539da765037ce30678e8fa1a4380e7bee838c77428453d34cbb8876","bytes":59732,"epoch":1,"step":0}}]', '2', '5', '0.89', '1', '0.4142470669999966', NULL, '2026-11-28 20:14:04.658436+00', '2026-11-28 20:14:10.102044+00', '0', 'search', NULL, '1', '2', 'true', 'false', NULL, 'false'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '2', 'pruned', '{"std":0.07216248445326885,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.07216248445326885,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":2755339399}', '1', '0', NULL, '[{"attempt":1,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/2/1-1-0","digest":"78cb42d464392cc72882a097555342aa8afdcc783df32673072911b591911ca5","bytes":59735,"epoch":1,"step":0}}]', '1', '5', '0.92', '1', '0.20952973399999705', NULL, '2026-11-28 20:14:06.075086+00', '2026-11-28 20:14:06.772336+00', '0', 'search', NULL, '2', '1', 'false', 'false', NULL, 'false'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '3', 'pruned', '{"std":0.2665145950956781,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.2665145950956781,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":1818758148}', '1', '0', NULL, '[{"attempt":1,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/3/1-1-0","digest":"e579b8ad4e33d18de97447d1890c4301903499b14125f8d5a369d581d2cea87b","bytes":59731,"epoch":1,"step":0}}]', '1', '5', '0.95', '1', '0.20006997200000118', NULL, '2026-11-28 20:14:06.571106+00', '2026-11-28 20:14:07.488322+00', '0', 'search', NULL, '3', '1', 'false', 'false', NULL, 'false'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '4', 'pruned', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":208548998}', '3', '0', NULL, '[{"attempt":3,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/4/3-4-0","digest":"9750ca153ab8a4d9f77c57788a1bedbf597e50564bac0e8d88af4bb305cbd86b","bytes":60621,"epoch":4,"step":0}},{"attempt":3,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/4/3-3-0","digest":"b03373533a68d14f507fe25ab594ee1df2a8e7d92fff9969caf5820c01ecde12","bytes":60323,"epoch":3,"step":0}}]', '4', '5', '0.77', '2', '0.5636297779999959', NULL, '2026-11-28 20:14:06.548757+00', '2026-11-28 20:14:11.816196+00', '0', 'search', NULL, '4', '4', 'true', 'false', NULL, 'false'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '5', 'failed', '{"std":0.040156378953278116,"learningRate":10}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.040156378953278116,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":10,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":287756065}', '1', '1', 'machine-1-9825-2ff7fc84', '[]', '0', '5', NULL, NULL, '0', '{"class":"diverged","message":"training diverged: the loss is Infinity in epoch 1 after 14 steps; a lower learningRate or a clipNorm can help","retryable":false,"epoch":0}', '2026-11-28 20:14:07.108254+00', '2026-11-28 20:14:07.707569+00', '0', 'search', NULL, '5', '1', 'false', 'false', NULL, 'false'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '6', 'complete', '{"std":0.0664707906849523,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.0664707906849523,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":3936741293}', '1', '0', 'machine-1-10387-f7bf964b', '[{"attempt":1,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/6/1-5-0","digest":"d2c924775cfba8edc538b7c0956bbb70e44b79dc9d3c4675ea5d4df9ca05ab74","bytes":60974,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/6/1-4-0","digest":"b20cd476675f294cd5979e7e1718b4e6695d4fa3f489000db540794e429d120f","bytes":60661,"epoch":4,"step":0}}]', '5', '5', '0.75', '5', '0.6438310750000092', NULL, '2026-11-28 20:14:14.316408+00', '2026-11-28 20:14:15.88825+00', '0', 'finalist', '0', NULL, NULL, 'false', 'false', NULL, 'false'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '7', 'complete', '{"std":0.0664707906849523,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.0664707906849523,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":2103840197}', '1', '0', 'machine-1-9825-2ff7fc84', '[{"attempt":1,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/7/1-5-0","digest":"6fbcb15ac93a9897ae45bfbb247ff76455468d8774b93beb971a7dbfcf82ea80","bytes":60937,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/7/1-4-0","digest":"974f3ac767438b1b5cde653c84721f327ce3525fa95d54abc24d0fdfb4d556d2","bytes":60627,"epoch":4,"step":0}}]', '5', '5', '0.82', '4', '0.2606804100000045', NULL, '2026-11-28 20:14:13.696227+00', '2026-11-28 20:14:14.241458+00', '0', 'finalist', '0', NULL, NULL, 'false', 'false', NULL, 'false'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '8', 'complete', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":4013592944}', '1', '0', 'machine-1-9825-2ff7fc84', '[{"attempt":1,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/8/1-5-0","digest":"af21fb485608e2966e28aae285bbf47ea87bc168b3c2ddb57ea807c1cc888369","bytes":60975,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/8/1-4-0","digest":"4857ca5874860faf899ba9977f88694470e21671f3d50b029d7ca5b62a5ff672","bytes":60664,"epoch":4,"step":0}}]', '5', '5', '0.76', '3', '0.3681226030000035', NULL, '2026-11-28 20:14:14.213979+00', '2026-11-28 20:14:15.014503+00', '0', 'finalist', '4', NULL, NULL, 'false', 'false', NULL, 'false'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '9', 'complete', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":3388080539}', '1', '0', 'machine-1-9825-2ff7fc84', '[{"attempt":1,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/9/1-5-0","digest":"b92713f9f145b3c957a9865c4db2582af5a1a80a3144166d15ae0bff8b658151","bytes":60968,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/9/1-4-0","digest":"2d7406dbff0dbe0bb5a56b8607b5baee249f55577274f60f26c66e7339434754","bytes":60654,"epoch":4,"step":0}}]', '5', '5', '0.67', '5', '0.5940613400000093', NULL, '2026-11-28 20:14:14.84365+00', '2026-11-28 20:14:15.88825+00', '0', 'finalist', '4', NULL, NULL, 'false', 'false', NULL, 'false'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '10', 'complete', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"random","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":4013592944}', '1', '0', 'machine-1-9825-2ff7fc84', '[{"attempt":1,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/10/1-5-0","digest":"bf94aae00f0e8c0d1ce07398013f1c10f892fa67749109a8201e2e9660be9b49","bytes":59179,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/10/1-4-0","digest":"f7d5608878b922dd00c125ce4dfe2ef6f8782cc5de917fabac4a74ceb4170ec9","bytes":58903,"epoch":4,"step":0}}]', '5', '5', '0.88', '2', '0.2157945629999995', NULL, '2026-11-28 20:14:16.888153+00', '2026-11-28 20:14:17.508114+00', '0', 'control', '4', NULL, NULL, 'false', 'false', NULL, 'false'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '11', 'complete', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"frozen","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":4013592944}', '1', '0', 'machine-1-10387-f7bf964b', '[{"attempt":1,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/11/1-5-0","digest":"f08a08ebc8910f7d1f2c25f492ce6f0f3ad0729d9451137ff18838ccd7084f04","bytes":59196,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"5d3bb52f-cc8a-486b-917d-bfc65aeb642d/11/1-4-0","digest":"1e8ebcf80ee5faece991f51e2981b9ef5cf10cecf81bc1cf328806dacb511656","bytes":58918,"epoch":4,"step":0}}]', '5', '5', '0.67', '5', '0.5483345519999929', NULL, '2026-11-28 20:14:16.956488+00', '2026-11-28 20:14:17.834146+00', '0', 'control', '4', NULL, NULL, 'false', 'false', NULL, 'false');

insert into ram_sweep."attempts" ("study_id", "trial", "attempt", "worker", "state", "failure", "reason", "started_at", "ended_at", "environment") values
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '0', '1', 'machine-1-9824-42743901', 'paused', NULL, NULL, '2026-11-28 20:14:04.532357+00', '2026-11-28 20:14:06.179312+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '0', '2', 'machine-1-9824-42743901', 'lost', NULL, 'no more heartbeats from worker machine-1-9824-42743901', '2026-11-28 20:14:07.263052+00', '2026-11-28 20:14:09.653695+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '0', '3', 'machine-1-9825-2ff7fc84', 'paused', NULL, NULL, '2026-11-28 20:14:09.784447+00', '2026-11-28 20:14:10.009838+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '0', '4', 'machine-1-9825-2ff7fc84', 'paused', NULL, NULL, '2026-11-28 20:14:10.190058+00', '2026-11-28 20:14:11.19649+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '0', '5', 'machine-1-9825-2ff7fc84', 'complete', NULL, NULL, '2026-11-28 20:14:11.880029+00', '2026-11-28 20:14:12.328862+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '1', '1', 'machine-1-9825-2ff7fc84', 'paused', NULL, NULL, '2026-11-28 20:14:04.658436+00', '2026-11-28 20:14:06.179312+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '1', '2', 'machine-1-9825-2ff7fc84', 'paused', NULL, NULL, '2026-11-28 20:14:07.649184+00', '2026-11-28 20:14:08.527818+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '2', '1', 'machine-1-9825-2ff7fc84', 'paused', NULL, NULL, '2026-11-28 20:14:06.075086+00', '2026-11-28 20:14:06.516369+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '3', '1', 'machine-1-9824-42743901', 'paused', NULL, NULL, '2026-11-28 20:14:06.571106+00', '2026-11-28 20:14:07.148342+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '4', '1', 'machine-1-9825-2ff7fc84', 'paused', NULL, NULL, '2026-11-28 20:14:06.548757+00', '2026-11-28 20:14:07.148342+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '4', '2', 'machine-1-9825-2ff7fc84', 'paused', NULL, NULL, '2026-11-28 20:14:08.456294+00', '2026-11-28 20:14:09.033109+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '4', '3', 'machine-1-9825-2ff7fc84', 'paused', NULL, NULL, '2026-11-28 20:14:11.134572+00', '2026-11-28 20:14:11.637599+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '5', '1', 'machine-1-9825-2ff7fc84', 'failed', '{"class":"diverged","message":"training diverged: the loss is Infinity in epoch 1 after 14 steps; a lower learningRate or a clipNorm can help","retryable":false,"epoch":0}', NULL, '2026-11-28 20:14:07.108254+00', '2026-11-28 20:14:07.707569+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '6', '1', 'machine-1-10387-f7bf964b', 'complete', NULL, NULL, '2026-11-28 20:14:14.316408+00', '2026-11-28 20:14:15.88825+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '7', '1', 'machine-1-9825-2ff7fc84', 'complete', NULL, NULL, '2026-11-28 20:14:13.696227+00', '2026-11-28 20:14:14.241458+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '8', '1', 'machine-1-9825-2ff7fc84', 'complete', NULL, NULL, '2026-11-28 20:14:14.213979+00', '2026-11-28 20:14:15.014503+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '9', '1', 'machine-1-9825-2ff7fc84', 'complete', NULL, NULL, '2026-11-28 20:14:14.84365+00', '2026-11-28 20:14:15.88825+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '10', '1', 'machine-1-9825-2ff7fc84', 'complete', NULL, NULL, '2026-11-28 20:14:16.888153+00', '2026-11-28 20:14:17.508114+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '11', '1', 'machine-1-10387-f7bf964b', 'complete', NULL, NULL, '2026-11-28 20:14:16.956488+00', '2026-11-28 20:14:17.834146+00', 'onnx 1.30.0, AMD EPYC, Node 20');

insert into ram_sweep."epochs" ("study_id", "trial", "epoch", "attempt", "steps", "learning_rate", "train_loss", "action_loss", "baseline_loss", "reinforce_loss", "train_error", "validation_error", "validation_loss", "seconds", "recorded_at") values
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '0', '1', '1', '30', '0.1', '2.3963572741821406', '2.3115411440531415', '0.08488903113951286', '-0.007290101051330567', '0.9122222222222223', '0.85', '2.3126589357164113', '0.07732385699999848', '2026-11-28 20:14:06.179312+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '0', '2', '3', '30', '0.1', '2.404943969388803', '2.2993730306625366', '0.10536413639783859', '0.020680232842763265', '0.8855555555555555', '0.79', '2.2814638991142653', '0.033511513000004926', '2026-11-28 20:14:10.009838+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '0', '3', '4', '30', '0.1', '2.4071617532088414', '2.258240071932475', '0.14850716528793176', '0.041451598843559624', '0.8277777777777777', '0.73', '2.1502662782203985', '0.021972884999997402', '2026-11-28 20:14:10.873521+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '0', '4', '4', '30', '0.05', '2.302817613678519', '2.1356364130973815', '0.16761609291036925', '-0.04348923292321463', '0.7922222222222223', '0.74', '2.0475195466430396', '0.34329057299999477', '2026-11-28 20:14:11.19649+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '0', '5', '5', '30', '0.1', '2.293070644496319', '2.106828149159749', '0.1871678610642751', '-0.09253657277052602', '0.7755555555555556', '0.67', '1.8801896501043638', '0.11565070100000406', '2026-11-28 20:14:12.328862+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '1', '1', '1', '30', '0.1', '2.4045640005537234', '2.3177395105361938', '0.08684696744506558', '-0.002247742753631125', '0.9111111111111111', '0.89', '2.3135645707161703', '0.3198168899999982', '2026-11-28 20:14:06.179312+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '1', '2', '2', '30', '0.1', '2.3982795841397015', '2.3142059087753295', '0.08412867362300555', '-0.005499825863322864', '0.9077777777777778', '0.95', '2.3180689848959073', '0.09443017699999838', '2026-11-28 20:14:08.527818+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '2', '1', '1', '30', '0.1', '2.3925542361397913', '2.3078905820846556', '0.08465914577245712', '0.00045082826788226765', '0.9111111111111111', '0.92', '2.305283869398731', '0.20952973399999705', '2026-11-28 20:14:06.516369+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '3', '1', '1', '30', '0.1', '2.4100902753707296', '2.318560083707174', '0.0914345794939436', '0.009561216961204384', '0.9033333333333333', '0.95', '2.3180965951615966', '0.20006997200000118', '2026-11-28 20:14:07.148342+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '4', '1', '1', '30', '0.1', '2.4026041979743167', '2.30821578502655', '0.09465728358676036', '-0.026887063899387918', '0.8955555555555555', '0.88', '2.29909938670915', '0.2811002889999991', '2026-11-28 20:14:07.148342+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '4', '2', '2', '30', '0.1', '2.3910792726843315', '2.256575647989909', '0.13429857827723027', '0.020504641719162463', '0.8444444444444444', '0.77', '2.189593320320068', '0.08207427900000766', '2026-11-28 20:14:09.033109+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '4', '3', '3', '30', '0.1', '2.2802816654227986', '2.114411886533101', '0.16593590527772903', '-0.006612638803198933', '0.8055555555555556', '0.87', '2.2162282693777944', '0.1269564169999903', '2026-11-28 20:14:11.637599+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '4', '4', '3', '30', '0.05', '2.242566161540648', '2.051943051815033', '0.19146629124879838', '-0.08431815231839816', '0.7733333333333333', '0.84', '2.0839324810167836', '0.07349879299999885', '2026-11-28 20:14:11.637599+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '6', '1', '1', '30', '0.1', '2.3976208515604958', '2.2967409610748293', '0.10106350580851237', '-0.018361532284567755', '0.8888888888888888', '0.87', '2.241547801145357', '0.20676800899999942', '2026-11-28 20:14:15.514606+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '6', '2', '1', '30', '0.08000000000000002', '2.3413664514527963', '2.1753253897031146', '0.16608089506626128', '-0.00398333165794611', '0.8222222222222222', '0.86', '2.0711289405265854', '0.06724569500000507', '2026-11-28 20:14:15.514606+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '6', '3', '1', '30', '0.06', '2.273330945823342', '2.0832964460055035', '0.1899732102950414', '0.006128952279686928', '0.7811111111111111', '0.77', '2.1324779820972806', '0.031701032000004487', '2026-11-28 20:14:15.815614+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '6', '4', '1', '30', '0.04000000000000001', '2.225910414235667', '2.0226452589035033', '0.20377575978636742', '-0.05106044542044401', '0.7533333333333333', '0.79', '1.989933007285966', '0.21742477700000204', '2026-11-28 20:14:15.815614+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '6', '5', '1', '30', '0.019999999999999997', '2.172181743219184', '1.967904273668925', '0.20516857703526814', '-0.08911074850087365', '0.7166666666666667', '0.75', '1.9985113335085203', '0.12069156199999816', '2026-11-28 20:14:15.88825+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '7', '1', '1', '30', '0.1', '2.40491227512698', '2.3138455152511597', '0.09095080873618523', '0.0115951139635096', '0.9122222222222223', '0.84', '2.314132633975512', '0.039780672000004416', '2026-11-28 20:14:13.96824+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '7', '2', '1', '30', '0.08000000000000002', '2.414347931923035', '2.2826125383377076', '0.1317140725751718', '0.0021321010154982407', '0.85', '0.83', '2.218113533960213', '0.014096526000001176', '2026-11-28 20:14:13.96824+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '7', '3', '1', '30', '0.06', '2.3572830445505684', '2.1922994295756024', '0.16525066296259563', '-0.02670479876299699', '0.8277777777777777', '0.87', '2.209934322172194', '0.02532475999999406', '2026-11-28 20:14:13.96824+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '7', '4', '1', '30', '0.04000000000000001', '2.3181085490273925', '2.169216100374858', '0.1491319994131724', '-0.0239550760636727', '0.84', '0.82', '2.1441452194731894', '0.09227690300000174', '2026-11-28 20:14:14.241458+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '7', '5', '1', '30', '0.019999999999999997', '2.252923890697459', '2.1115713834762575', '0.1414007840057214', '-0.00482767845193545', '0.8322222222222222', '0.9', '2.145820145360921', '0.0892015490000031', '2026-11-28 20:14:14.241458+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '8', '1', '1', '30', '0.1', '2.4033867198768815', '2.3191183249155682', '0.08446605206263484', '-0.019765710132196544', '0.9111111111111111', '0.95', '2.330496649377619', '0.049762668000004846', '2026-11-28 20:14:14.510523+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '8', '2', '1', '30', '0.08000000000000002', '2.3977541034740084', '2.2841634273529055', '0.11364616317053636', '-0.005548704943309227', '0.8755555555555555', '0.89', '2.2324281783060527', '0.07822068599999514', '2026-11-28 20:14:14.681245+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '8', '3', '1', '30', '0.06', '2.3116315376460554', '2.138347645600637', '0.17358418852090834', '-0.03002964754899343', '0.7988888888888889', '0.76', '2.0604041038175755', '0.09214865800000736', '2026-11-28 20:14:14.80747+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '8', '4', '1', '30', '0.04000000000000001', '2.1782291720382245', '2.008987323443095', '0.1691059631605943', '0.013588543453564247', '0.7966666666666666', '0.8', '1.9971168985674133', '0.04994040200000201', '2026-11-28 20:14:14.80747+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '8', '5', '1', '30', '0.019999999999999997', '2.1481033158483918', '1.960892669359843', '0.1877660778661569', '-0.0555431377608329', '0.7544444444444445', '0.76', '1.903248349174281', '0.09805018899999414', '2026-11-28 20:14:15.014503+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '9', '1', '1', '30', '0.1', '2.388164234409109', '2.291746656099955', '0.0965579379349947', '-0.014035962584118048', '0.8966666666666666', '0.91', '2.282960034132327', '0.06209139800000592', '2026-11-28 20:14:15.323941+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '9', '2', '1', '30', '0.08000000000000002', '2.3357676882029823', '2.1579068462053934', '0.17767291627824305', '0.018792571934560933', '0.8044444444444444', '0.74', '2.020552991946977', '0.14098681400000354', '2026-11-28 20:14:15.514606+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '9', '3', '1', '30', '0.06', '2.2021664252989', '1.99123348792394', '0.2114550106227398', '-0.05220732477804025', '0.7588888888888888', '0.74', '1.933453895435405', '0.29038667700000587', '2026-11-28 20:14:15.815614+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '9', '4', '1', '30', '0.04000000000000001', '2.1244712075577894', '1.8773505608240764', '0.24690684229135512', '0.02138044423578928', '0.6988888888888889', '0.69', '1.7659113389762504', '0.07588182700001199', '2026-11-28 20:14:15.88825+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '9', '5', '1', '30', '0.019999999999999997', '1.9867265564613046', '1.7606048782666524', '0.227070664614439', '-0.09489864197870096', '0.6655555555555556', '0.67', '1.8089300428948372', '0.024714623999981995', '2026-11-28 20:14:15.88825+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '10', '1', '1', '30', '0.1', '2.320553183555603', '2.320553183555603', '0', '0', '0.9166666666666666', '0.92', '2.3310020937407785', '0.06944175100000212', '2026-11-28 20:14:17.223133+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '10', '2', '1', '30', '0.08000000000000002', '2.312009263038635', '2.312009263038635', '0', '0', '0.9111111111111111', '0.88', '2.3035171763470426', '0.06087747099999616', '2026-11-28 20:14:17.508114+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '10', '3', '1', '30', '0.06', '2.3097572962443036', '2.3097572962443036', '0', '0', '0.9122222222222223', '0.95', '2.310019596486782', '0.05475380000001315', '2026-11-28 20:14:17.508114+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '10', '4', '1', '30', '0.04000000000000001', '2.306493544578552', '2.306493544578552', '0', '0', '0.89', '0.93', '2.3165194469494392', '0.013406417999991392', '2026-11-28 20:14:17.508114+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '10', '5', '1', '30', '0.019999999999999997', '2.302883243560791', '2.302883243560791', '0', '0', '0.8911111111111111', '0.95', '2.3125921771496123', '0.01731512299999667', '2026-11-28 20:14:17.508114+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '11', '1', '1', '30', '0.1', '2.315777866045634', '2.315777866045634', '0', '0', '0.9011111111111111', '0.88', '2.3230454658503943', '0.10507521399999856', '2026-11-28 20:14:17.508114+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '11', '2', '1', '30', '0.08000000000000002', '2.1420806606610614', '2.1420806606610614', '0', '0', '0.8111111111111111', '0.85', '2.018142958950751', '0.19374301799999927', '2026-11-28 20:14:17.508114+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '11', '3', '1', '30', '0.06', '1.790399726231893', '1.790399726231893', '0', '0', '0.6844444444444444', '0.73', '1.8462397353614617', '0.07009408599999735', '2026-11-28 20:14:17.684351+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '11', '4', '1', '30', '0.04000000000000001', '1.5969448844591776', '1.5969448844591776', '0', '0', '0.6277777777777778', '0.68', '1.656298642013005', '0.011732565000002979', '2026-11-28 20:14:17.684351+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '11', '5', '1', '30', '0.019999999999999997', '1.4576452215512594', '1.4576452215512594', '0', '0', '0.5611111111111111', '0.67', '1.5556040811103677', '0.16768966899999488', '2026-11-28 20:14:17.834146+00');

insert into ram_sweep."test_results" ("study_id", "trial", "epoch", "policy", "rollouts", "error", "images", "engine", "recorded_at") values
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '6', '5', 'mean', '1', '0.7333333333333333', '60', 'onnx', '2026-11-28 20:14:21.396973+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '6', '5', 'sampled', '10', '0.7', '60', 'onnx', '2026-11-28 20:14:21.433405+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '7', '4', 'mean', '1', '0.8166666666666667', '60', 'onnx', '2026-11-28 20:14:21.86055+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '7', '4', 'sampled', '10', '0.7666666666666667', '60', 'onnx', '2026-11-28 20:14:21.902457+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '8', '3', 'mean', '1', '0.8166666666666667', '60', 'onnx', '2026-11-28 20:14:20.332023+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '8', '3', 'sampled', '10', '0.8833333333333333', '60', 'onnx', '2026-11-28 20:14:20.389026+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '9', '5', 'mean', '1', '0.6', '60', 'onnx', '2026-11-28 20:14:20.874525+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '9', '5', 'sampled', '10', '0.5', '60', 'onnx', '2026-11-28 20:14:20.975178+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '10', '2', 'mean', '1', '0.9', '60', 'onnx', '2026-11-28 20:14:22.837883+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '10', '2', 'sampled', '10', '0.9', '60', 'onnx', '2026-11-28 20:14:22.86497+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '11', '5', 'mean', '1', '0.5666666666666667', '60', 'onnx', '2026-11-28 20:14:22.475497+00'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '11', '5', 'sampled', '10', '0.5666666666666667', '60', 'onnx', '2026-11-28 20:14:22.509311+00');

insert into ram_sweep."workers" ("id", "host", "pid", "engine", "device", "slots", "state", "runs", "started_at", "last_seen_at") values
  ('machine-1-10387-f7bf964b', 'machine-1', '10387', 'onnx', 'CPU, 1 thread', '1', 'ready', '[]', '2026-11-28 20:14:11.817+00', '2026-11-28 20:14:17.945403+00'),
  ('machine-1-9824-42743901', 'machine-1', '9824', 'onnx', 'CPU, 1 thread', '1', 'draining', '[]', '2026-11-28 20:14:02.441+00', '2026-11-28 20:14:08.000845+00'),
  ('machine-1-9825-2ff7fc84', 'machine-1', '9825', 'onnx', 'CPU, 1 thread', '1', 'ready', '[]', '2026-11-28 20:14:02.929+00', '2026-11-28 20:14:17.945403+00');

insert into ram_sweep."activity" ("study_id", "number", "at", "trial", "kind", "message", "attempt", "sequence") values
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '1', '2026-11-28 20:13:58.178036+00', NULL, 'study', 'study digits created with 6 trials', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '2', '2026-11-28 20:14:04.532357+00', '0', 'started', 'trial 0 started on machine-1-9824-42743901', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '3', '2026-11-28 20:14:04.658436+00', '1', 'started', 'trial 1 started on machine-1-9825-2ff7fc84', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '4', '2026-11-28 20:14:06.075086+00', '2', 'started', 'trial 2 started on machine-1-9825-2ff7fc84', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '5', '2026-11-28 20:14:06.498149+00', '0', 'promoted', 'trial 0 continues: the best 1 of 2 continues after epoch 1', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '6', '2026-11-28 20:14:06.498149+00', '1', 'pruned', 'trial 1 pruned: 89.00% is not enough: the best 1 of 2 continues after epoch 1', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '7', '2026-11-28 20:14:06.548757+00', '4', 'started', 'trial 4 started on machine-1-9825-2ff7fc84', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '8', '2026-11-28 20:14:06.571106+00', '3', 'started', 'trial 3 started on machine-1-9824-42743901', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '9', '2026-11-28 20:14:06.772336+00', '2', 'pruned', 'trial 2 pruned: 92.00% is not enough: the best 1 of 3 continues after epoch 1', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '10', '2026-11-28 20:14:07.108254+00', '5', 'started', 'trial 5 started on machine-1-9825-2ff7fc84', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '11', '2026-11-28 20:14:07.263052+00', '0', 'started', 'trial 0 started on machine-1-9824-42743901, attempt 2, from the checkpoint after epoch 1', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '12', '2026-11-28 20:14:07.488322+00', '1', 'promoted', 'trial 1 continues: the best 2 of 4 continue after epoch 1', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '13', '2026-11-28 20:14:07.488322+00', '3', 'pruned', 'trial 3 pruned: 95.00% is not enough: the best 2 of 4 continue after epoch 1', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '14', '2026-11-28 20:14:07.488322+00', '4', 'promoted', 'trial 4 continues: the best 2 of 5 continue after epoch 1', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '15', '2026-11-28 20:14:07.649184+00', '1', 'started', 'trial 1 started on machine-1-9825-2ff7fc84, attempt 2, from the checkpoint after epoch 1', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '16', '2026-11-28 20:14:07.707569+00', '5', 'failed', 'trial 5 failed (diverged) after epoch 0: training diverged: the loss is Infinity in epoch 1 after 14 steps; a lower learningRate or a clipNorm can help', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '17', '2026-11-28 20:14:08.456294+00', '4', 'started', 'trial 4 started on machine-1-9825-2ff7fc84, attempt 2, from the checkpoint after epoch 1', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '18', '2026-11-28 20:14:09.653695+00', '0', 'lost', 'trial 0 waits again after attempt 2: no more heartbeats from worker machine-1-9824-42743901', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '19', '2026-11-28 20:14:09.784447+00', '0', 'started', 'trial 0 started on machine-1-9825-2ff7fc84, attempt 3, from the checkpoint after epoch 1', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '20', '2026-11-28 20:14:10.102044+00', '0', 'promoted', 'trial 0 continues: the best 1 of 2 continues after epoch 2', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '21', '2026-11-28 20:14:10.102044+00', '1', 'pruned', 'trial 1 pruned: 95.00% is not enough: the best 1 of 2 continues after epoch 2', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '22', '2026-11-28 20:14:10.102044+00', '4', 'promoted', 'trial 4 continues: the best 1 of 3 continues after epoch 2', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '23', '2026-11-28 20:14:10.190058+00', '0', 'started', 'trial 0 started on machine-1-9825-2ff7fc84, attempt 4, from the checkpoint after epoch 2', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '24', '2026-11-28 20:14:11.134572+00', '4', 'started', 'trial 4 started on machine-1-9825-2ff7fc84, attempt 3, from the checkpoint after epoch 2', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '25', '2026-11-28 20:14:11.329083+00', '0', 'pruned', 'trial 0 pruned: too few trials have reached epoch 4 for one to continue', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '26', '2026-11-28 20:14:11.816196+00', '0', 'promoted', 'trial 0 continues: the best 1 of 2 continues after epoch 4', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '27', '2026-11-28 20:14:11.816196+00', '4', 'pruned', 'trial 4 pruned: 84.00% is not enough: the best 1 of 2 continues after epoch 4', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '28', '2026-11-28 20:14:11.880029+00', '0', 'started', 'trial 0 started on machine-1-9825-2ff7fc84, attempt 5, from the checkpoint after epoch 4', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '29', '2026-11-28 20:14:12.328862+00', '0', 'complete', 'trial 0 complete: best validation error 67.00% at epoch 5', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '30', '2026-11-28 20:14:13.105362+00', NULL, 'study', '4 finalists added', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '31', '2026-11-28 20:14:13.696227+00', '7', 'started', 'trial 7 started on machine-1-9825-2ff7fc84', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '32', '2026-11-28 20:14:14.213979+00', '8', 'started', 'trial 8 started on machine-1-9825-2ff7fc84', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '33', '2026-11-28 20:14:14.241458+00', '7', 'complete', 'trial 7 complete: best validation error 82.00% at epoch 4', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '34', '2026-11-28 20:14:14.316408+00', '6', 'started', 'trial 6 started on machine-1-10387-f7bf964b', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '35', '2026-11-28 20:14:14.84365+00', '9', 'started', 'trial 9 started on machine-1-9825-2ff7fc84', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '36', '2026-11-28 20:14:15.014503+00', '8', 'complete', 'trial 8 complete: best validation error 76.00% at epoch 3', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '37', '2026-11-28 20:14:15.88825+00', '9', 'complete', 'trial 9 complete: best validation error 67.00% at epoch 5', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '38', '2026-11-28 20:14:15.88825+00', '6', 'complete', 'trial 6 complete: best validation error 75.00% at epoch 5', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '39', '2026-11-28 20:14:16.373313+00', NULL, 'study', '2 controls added', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '40', '2026-11-28 20:14:16.888153+00', '10', 'started', 'trial 10 started on machine-1-9825-2ff7fc84', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '41', '2026-11-28 20:14:16.956488+00', '11', 'started', 'trial 11 started on machine-1-10387-f7bf964b', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '42', '2026-11-28 20:14:17.508114+00', '10', 'complete', 'trial 10 complete: best validation error 88.00% at epoch 2', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '43', '2026-11-28 20:14:17.834146+00', '11', 'complete', 'trial 11 complete: best validation error 67.00% at epoch 5', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '44', '2026-11-28 20:14:18.042857+00', NULL, 'study', 'study complete', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '45', '2026-11-28 20:14:20.332023+00', '8', 'tested', 'trial 8 tested: error 81.67% on 60 images, weights of epoch 3', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '46', '2026-11-28 20:14:20.389026+00', '8', 'tested', 'trial 8 tested: error 88.33% on 60 images, weights of epoch 3', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '47', '2026-11-28 20:14:20.874525+00', '9', 'tested', 'trial 9 tested: error 60.00% on 60 images, weights of epoch 5', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '48', '2026-11-28 20:14:20.975178+00', '9', 'tested', 'trial 9 tested: error 50.00% on 60 images, weights of epoch 5', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '49', '2026-11-28 20:14:21.396973+00', '6', 'tested', 'trial 6 tested: error 73.33% on 60 images, weights of epoch 5', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '50', '2026-11-28 20:14:21.433405+00', '6', 'tested', 'trial 6 tested: error 70.00% on 60 images, weights of epoch 5', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '51', '2026-11-28 20:14:21.86055+00', '7', 'tested', 'trial 7 tested: error 81.67% on 60 images, weights of epoch 4', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '52', '2026-11-28 20:14:21.902457+00', '7', 'tested', 'trial 7 tested: error 76.67% on 60 images, weights of epoch 4', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '53', '2026-11-28 20:14:22.475497+00', '11', 'tested', 'trial 11 tested: error 56.67% on 60 images, weights of epoch 5', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '54', '2026-11-28 20:14:22.509311+00', '11', 'tested', 'trial 11 tested: error 56.67% on 60 images, weights of epoch 5', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '55', '2026-11-28 20:14:22.837883+00', '10', 'tested', 'trial 10 tested: error 90.00% on 60 images, weights of epoch 2', NULL, NULL),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', '56', '2026-11-28 20:14:22.86497+00', '10', 'tested', 'trial 10 tested: error 90.00% on 60 images, weights of epoch 2', NULL, NULL);


insert into ram_sweep."notification_targets" ("study_id", "name", "wants", "active", "best_every", "failure_every", "failure_notifications", "delivered", "given_up") values
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', 'nobody', '{best,failure,stall,stop,end}', 'true', '600', '60', '1', '0', '0');

insert into ram_sweep."notifications" ("study_id", "target", "number", "kind", "details", "at", "due_at", "attempts") values
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', 'nobody', '2', 'failure', '{"count":1,"trials":[{"trial":5,"class":"diverged","message":"training diverged: the loss is Infinity in epoch 1 after 14 steps; a lower learningRate or a clipNorm can help"}]}', '2026-11-28 20:14:07.707569+00', '2026-11-28 20:14:18.042857+00', '1'),
  ('5d3bb52f-cc8a-486b-917d-bfc65aeb642d', 'nobody', '6', 'end', '{"outcome":"complete","trials":12,"failed":1,"drivenSeconds":15.80744542,"stoppedBy":null,"winner":{"trial":4,"source":"finalist","validationError":0.7150000000000001,"halfWidth":0.5717792131229633,"seeds":2},"verdict":{"attention":"not shown","text":"learned 71.50% ± 57.18, frozen 67.00%, random 88.00%: attention is not shown to pay"}}', '2026-11-28 20:14:18.042857+00', '2026-11-28 20:14:18.042857+00', '0');
