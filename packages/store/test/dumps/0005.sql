-- A database of schema version 5, made by npm run dump -w packages/store

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

insert into ram_sweep."migrations" ("version", "name", "applied_at") values
  ('4', '0004-first-schema.sql', '2026-11-28 13:42:26.400319+00'),
  ('5', '0005-search-in-trial-order.sql', '2026-11-28 13:42:26.400319+00');

insert into ram_sweep."studies" ("id", "name", "spec", "state", "created_at", "first_started_at", "last_event_at", "activity_count", "search_stop", "driven_seconds", "numbers_used", "priors") values
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', 'digits', '{"name":"digits","dataset":{"name":"glyphs","canvas":"plain","train":1000,"test":60},"trials":6,"budget":{},"seed":3,"sampler":{"name":"tpe","lag":2},"space":{"std":{"distribution":"log-uniform","low":0.03,"high":0.3},"learningRate":{"distribution":"categorical","choices":[0.1,10]}},"require":[],"first":[],"prior":[],"pruner":{"name":"asha","minEpochs":1,"reductionFactor":2},"finalists":{"top":2,"seeds":2,"controls":["random","frozen"],"controlSeeds":1},"config":{"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"optimizer":"sgd","batchSize":30,"epochs":5},"retries":0}', 'complete', '2026-11-28 13:42:27.03001+00', '2026-11-28 13:42:35.209819+00', '2026-11-28 13:42:48.848802+00', '56', '{"budget":"trials","index":5,"reason":"all 6 trials are over"}', '0', '0', '[]');

insert into ram_sweep."trials" ("study_id", "number", "state", "params", "config", "attempt", "failed_attempts", "worker", "checkpoints", "epochs", "epochs_total", "best_validation_error", "best_epoch", "train_seconds", "failure", "started_at", "finished_at", "lost_attempts", "phase", "repeats", "search_index", "granted_epochs", "promoted", "stop_asked", "counted_epochs", "counted_diverged") values
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '0', 'complete', '{"std":0.0664707906849523,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.0664707906849523,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":2555985997}', '5', '0', 'machine-1-25435-10e93e41', '[{"attempt":5,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/0/5-5-0","digest":"635c9c15ff3035d1c12840c838a60af9a361c142685a19d589eeeb0a3dcd19bb","bytes":60920,"epoch":5,"step":0}},{"attempt":4,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/0/4-4-0","digest":"0068ca43e46a1a6d56a7ba15cdc9e7d0c738ecc6f3bf1d97ade9f802c4249da9","bytes":60625,"epoch":4,"step":0}}]', '5', '5', '0.67', '5', '0.7339823139999971', NULL, '2026-11-28 13:42:35.471375+00', '2026-11-28 13:42:41.530387+00', '0', 'search', NULL, '0', NULL, 'true', 'false', NULL, 'false'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '1', 'pruned', '{"std":0.2555768128593643,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.2555768128593643,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":796965997}', '2', '0', NULL, '[{"attempt":2,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/1/2-2-0","digest":"672eb6331246932ef4bbb6499af1ad505305d99a42bee808cf278a075ebf33d5","bytes":60031,"epoch":2,"step":0}},{"attempt":1,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/1/1-1-0","digest":"bb30f988790caa01a6c335a84500f600bdf4b13361ac36e1e74cc9ceac04447b","bytes":59732,"epoch":1,"step":0}}]', '2', '5', '0.89', '1', '0.4512931689999968', NULL, '2026-11-28 13:42:35.209819+00', '2026-11-28 13:42:40.160915+00', '0', 'search', NULL, '1', '2', 'true', 'false', NULL, 'false'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '2', 'pruned', '{"std":0.07216248445326885,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.07216248445326885,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":2755339399}', '1', '0', NULL, '[{"attempt":1,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/2/1-1-0","digest":"91ee31b457f73ce51e0c414388cb178f01b631bfcc7dcbc431ce89db6ad60194","bytes":59735,"epoch":1,"step":0}}]', '1', '5', '0.92', '1', '0.14655443300000845', NULL, '2026-11-28 13:42:36.908323+00', '2026-11-28 13:42:37.574209+00', '0', 'search', NULL, '2', '1', 'false', 'false', NULL, 'false'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '3', 'pruned', '{"std":0.2665145950956781,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.2665145950956781,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":1818758148}', '1', '0', NULL, '[{"attempt":1,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/3/1-1-0","digest":"e6f792226368d6032b42596f6d9b864c5626f2215645a612780ea77b6bdebe1e","bytes":59731,"epoch":1,"step":0}}]', '1', '5', '0.95', '1', '0.17402562600000604', NULL, '2026-11-28 13:42:37.665355+00', '2026-11-28 13:42:38.430108+00', '0', 'search', NULL, '3', '1', 'false', 'false', NULL, 'false'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '4', 'pruned', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":208548998}', '3', '0', NULL, '[{"attempt":3,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/4/3-4-0","digest":"d539b8fb05d802ee45d1045a1cacdb0a4e0e7cadd981964ab4468b2597248fdc","bytes":60625,"epoch":4,"step":0}},{"attempt":3,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/4/3-3-0","digest":"d54f653faaf9f3de4207d9514c4002146a4f9036f8e10b88a8496394f3bbd814","bytes":60327,"epoch":3,"step":0}}]', '4', '5', '0.77', '2', '0.318813216999999', NULL, '2026-11-28 13:42:37.639056+00', '2026-11-28 13:42:41.037231+00', '0', 'search', NULL, '4', '4', 'true', 'false', NULL, 'false'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '5', 'failed', '{"std":0.040156378953278116,"learningRate":10}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.040156378953278116,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":10,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":287756065}', '1', '1', 'machine-1-25435-10e93e41', '[]', '0', '5', NULL, NULL, '0', '{"class":"diverged","message":"training diverged: the loss is Infinity in epoch 1 after 14 steps; a lower learningRate or a clipNorm can help","retryable":false,"epoch":0}', '2026-11-28 13:42:38.054254+00', '2026-11-28 13:42:38.559386+00', '0', 'search', NULL, '5', '1', 'false', 'false', NULL, 'false'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '6', 'complete', '{"std":0.0664707906849523,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.0664707906849523,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":3936741293}', '1', '0', 'machine-1-25435-10e93e41', '[{"attempt":1,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/6/1-5-0","digest":"e97def9e354dba97be3618d7a1e2a6e6c876dd20bf10e849cc7466737ffe3662","bytes":60971,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/6/1-4-0","digest":"44cbb3d93af42bb275fd70be1cbc6cf96c4129c715ab2714d27227fd298b6f98","bytes":60659,"epoch":4,"step":0}}]', '5', '5', '0.75', '5', '0.9690023579999871', NULL, '2026-11-28 13:42:42.439023+00', '2026-11-28 13:42:44.085128+00', '0', 'finalist', '0', NULL, NULL, 'false', 'false', NULL, 'false'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '7', 'complete', '{"std":0.0664707906849523,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.0664707906849523,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":2103840197}', '1', '0', 'machine-1-25838-19b2577c', '[{"attempt":1,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/7/1-5-0","digest":"9ef735a8ee4028951406b79adae099a0755ea803618fd964f7c5bb00f84ee182","bytes":60935,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/7/1-4-0","digest":"e5da20f87bbd6b313d92ae3edbe5b4ffa671e0901400017a85859a7adc09bdf6","bytes":60624,"epoch":4,"step":0}}]', '5', '5', '0.82', '4', '0.9366873280000025', NULL, '2026-11-28 13:42:43.605004+00', '2026-11-28 13:42:46.413321+00', '0', 'finalist', '0', NULL, NULL, 'false', 'false', NULL, 'false'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '8', 'complete', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":4013592944}', '1', '0', 'machine-1-25435-10e93e41', '[{"attempt":1,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/8/1-5-0","digest":"3c3bba9a1057dbabce4cda6b7076e40bdda96f26e05e3ac410e40d536dd275b9","bytes":60973,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/8/1-4-0","digest":"0003ce9187aa4b72cfb6160394ff6a7a3397432613fa72856a41a3b6b3cfdb41","bytes":60663,"epoch":4,"step":0}}]', '5', '5', '0.76', '3', '0.38080797299996266', NULL, '2026-11-28 13:42:43.830254+00', '2026-11-28 13:42:44.748314+00', '0', 'finalist', '4', NULL, NULL, 'false', 'false', NULL, 'false'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '9', 'complete', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":3388080539}', '1', '0', 'machine-1-25435-10e93e41', '[{"attempt":1,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/9/1-5-0","digest":"47a763e8adfe6afa498109ad98c9b3ede8902acc5eb4a15eacbe51086817f79d","bytes":60967,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/9/1-4-0","digest":"99715a717f455bc0fe3f7d4d129652a0fe9264e1f1076d3e92573cf626b8ef8c","bytes":60654,"epoch":4,"step":0}}]', '5', '5', '0.67', '5', '0.6217464619999918', NULL, '2026-11-28 13:42:44.400078+00', '2026-11-28 13:42:45.72378+00', '0', 'finalist', '4', NULL, NULL, 'false', 'false', NULL, 'false'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '10', 'complete', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"random","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":4013592944}', '1', '0', 'machine-1-25435-10e93e41', '[{"attempt":1,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/10/1-5-0","digest":"1a7aabb1d85d2a9cdb65e21763835be077d139af0f0b0bf91e1120a1a21278bb","bytes":59178,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/10/1-4-0","digest":"5d5bce24feaf0eae85d83b62a15ec1d50f45f029e7a4f2417088ef62d1cc3472","bytes":58902,"epoch":4,"step":0}}]', '5', '5', '0.88', '2', '0.7542845290000115', NULL, '2026-11-28 13:42:47.508923+00', '2026-11-28 13:42:48.848802+00', '0', 'control', '4', NULL, NULL, 'false', 'false', NULL, 'false'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '11', 'complete', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"frozen","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":4013592944}', '1', '0', 'machine-1-25838-19b2577c', '[{"attempt":1,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/11/1-5-0","digest":"dac261ee1ec8df62a49c13c757c14fd2a2dc93bf0fd02a5e483376dd86150320","bytes":59195,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"3ea3cbef-68d3-417e-8457-dc554d4e43b0/11/1-4-0","digest":"21072183add641832e6d1b7807144247eb89fcc10e01a9116f2c4f303936167d","bytes":58918,"epoch":4,"step":0}}]', '5', '5', '0.67', '5', '0.8283118849999891', NULL, '2026-11-28 13:42:47.472313+00', '2026-11-28 13:42:48.848802+00', '0', 'control', '4', NULL, NULL, 'false', 'false', NULL, 'false');

insert into ram_sweep."attempts" ("study_id", "trial", "attempt", "worker", "state", "failure", "reason", "started_at", "ended_at", "environment") values
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '0', '1', 'machine-1-25441-e4999cc8', 'paused', NULL, NULL, '2026-11-28 13:42:35.471375+00', '2026-11-28 13:42:37.447932+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '0', '2', 'machine-1-25441-e4999cc8', 'lost', NULL, 'worker machine-1-25441-e4999cc8 was not heard of any more', '2026-11-28 13:42:38.029085+00', '2026-11-28 13:42:39.544453+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '0', '3', 'machine-1-25435-10e93e41', 'paused', NULL, NULL, '2026-11-28 13:42:39.580306+00', '2026-11-28 13:42:40.059785+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '0', '4', 'machine-1-25435-10e93e41', 'paused', NULL, NULL, '2026-11-28 13:42:40.220195+00', '2026-11-28 13:42:40.692593+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '0', '5', 'machine-1-25435-10e93e41', 'complete', NULL, NULL, '2026-11-28 13:42:41.148899+00', '2026-11-28 13:42:41.530387+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '1', '1', 'machine-1-25435-10e93e41', 'paused', NULL, NULL, '2026-11-28 13:42:35.209819+00', '2026-11-28 13:42:37.091656+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '1', '2', 'machine-1-25435-10e93e41', 'paused', NULL, NULL, '2026-11-28 13:42:38.494107+00', '2026-11-28 13:42:38.98993+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '2', '1', 'machine-1-25435-10e93e41', 'paused', NULL, NULL, '2026-11-28 13:42:36.908323+00', '2026-11-28 13:42:37.447932+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '3', '1', 'machine-1-25441-e4999cc8', 'paused', NULL, NULL, '2026-11-28 13:42:37.665355+00', '2026-11-28 13:42:38.113757+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '4', '1', 'machine-1-25435-10e93e41', 'paused', NULL, NULL, '2026-11-28 13:42:37.639056+00', '2026-11-28 13:42:38.113757+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '4', '2', 'machine-1-25435-10e93e41', 'paused', NULL, NULL, '2026-11-28 13:42:38.924394+00', '2026-11-28 13:42:39.124961+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '4', '3', 'machine-1-25435-10e93e41', 'paused', NULL, NULL, '2026-11-28 13:42:40.583251+00', '2026-11-28 13:42:40.959764+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '5', '1', 'machine-1-25435-10e93e41', 'failed', '{"class":"diverged","message":"training diverged: the loss is Infinity in epoch 1 after 14 steps; a lower learningRate or a clipNorm can help","retryable":false,"epoch":0}', NULL, '2026-11-28 13:42:38.054254+00', '2026-11-28 13:42:38.559386+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '6', '1', 'machine-1-25435-10e93e41', 'complete', NULL, NULL, '2026-11-28 13:42:42.439023+00', '2026-11-28 13:42:44.085128+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '7', '1', 'machine-1-25838-19b2577c', 'complete', NULL, NULL, '2026-11-28 13:42:43.605004+00', '2026-11-28 13:42:46.413321+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '8', '1', 'machine-1-25435-10e93e41', 'complete', NULL, NULL, '2026-11-28 13:42:43.830254+00', '2026-11-28 13:42:44.748314+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '9', '1', 'machine-1-25435-10e93e41', 'complete', NULL, NULL, '2026-11-28 13:42:44.400078+00', '2026-11-28 13:42:45.72378+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '10', '1', 'machine-1-25435-10e93e41', 'complete', NULL, NULL, '2026-11-28 13:42:47.508923+00', '2026-11-28 13:42:48.848802+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '11', '1', 'machine-1-25838-19b2577c', 'complete', NULL, NULL, '2026-11-28 13:42:47.472313+00', '2026-11-28 13:42:48.848802+00', 'onnx 1.30.0, AMD EPYC, Node 20');

insert into ram_sweep."epochs" ("study_id", "trial", "epoch", "attempt", "steps", "learning_rate", "train_loss", "action_loss", "baseline_loss", "reinforce_loss", "train_error", "validation_error", "validation_loss", "seconds", "recorded_at") values
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '0', '1', '1', '30', '0.1', '2.3963572741821406', '2.3115411440531415', '0.08488903113951286', '-0.007290101051330567', '0.9122222222222223', '0.85', '2.3126589357164113', '0.2813480009999985', '2026-11-28 13:42:37.447932+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '0', '2', '3', '30', '0.1', '2.404943969388803', '2.2993730306625366', '0.10536413639783859', '0.020680232842763265', '0.8855555555555555', '0.79', '2.2814638991142653', '0.23535613499999458', '2026-11-28 13:42:40.059785+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '0', '3', '4', '30', '0.1', '2.4071617532088414', '2.258240071932475', '0.14850716528793176', '0.041451598843559624', '0.8277777777777777', '0.73', '2.1502662782203985', '0.0764722239999992', '2026-11-28 13:42:40.576465+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '0', '4', '4', '30', '0.05', '2.302817613678519', '2.1356364130973815', '0.16761609291036925', '-0.04348923292321463', '0.7922222222222223', '0.74', '2.0475195466430396', '0.05902267800000116', '2026-11-28 13:42:40.692593+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '0', '5', '5', '30', '0.1', '2.293070644496319', '2.106828149159749', '0.1871678610642751', '-0.09253657277052602', '0.7755555555555556', '0.67', '1.8801896501043638', '0.08178327600000372', '2026-11-28 13:42:41.530387+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '1', '1', '1', '30', '0.1', '2.4045640005537234', '2.3177395105361938', '0.08684696744506558', '-0.002247742753631125', '0.9111111111111111', '0.89', '2.3135645707161703', '0.3541374379999979', '2026-11-28 13:42:37.091656+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '1', '2', '2', '30', '0.1', '2.3982795841397015', '2.3142059087753295', '0.08412867362300555', '-0.005499825863322864', '0.9077777777777778', '0.95', '2.3180689848959073', '0.09715573099999887', '2026-11-28 13:42:38.98993+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '2', '1', '1', '30', '0.1', '2.3925542361397913', '2.3078905820846556', '0.08465914577245712', '0.00045082826788226765', '0.9111111111111111', '0.92', '2.305283869398731', '0.14655443300000845', '2026-11-28 13:42:37.447932+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '3', '1', '1', '30', '0.1', '2.4100902753707296', '2.318560083707174', '0.0914345794939436', '0.009561216961204384', '0.9033333333333333', '0.95', '2.3180965951615966', '0.17402562600000604', '2026-11-28 13:42:38.113757+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '4', '1', '1', '30', '0.1', '2.4026041979743167', '2.30821578502655', '0.09465728358676036', '-0.026887063899387918', '0.8955555555555555', '0.88', '2.29909938670915', '0.19292092499999489', '2026-11-28 13:42:38.113757+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '4', '2', '2', '30', '0.1', '2.3910792726843315', '2.256575647989909', '0.13429857827723027', '0.020504641719162463', '0.8444444444444444', '0.77', '2.189593320320068', '0.014508882000001905', '2026-11-28 13:42:39.124961+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '4', '3', '3', '30', '0.1', '2.2802816654227986', '2.114411886533101', '0.16593590527772903', '-0.006612638803198933', '0.8055555555555556', '0.87', '2.2162282693777944', '0.015401583999997458', '2026-11-28 13:42:40.959764+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '4', '4', '3', '30', '0.05', '2.242566161540648', '2.051943051815033', '0.19146629124879838', '-0.08431815231839816', '0.7733333333333333', '0.84', '2.0839324810167836', '0.09598182600000474', '2026-11-28 13:42:40.959764+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '6', '1', '1', '30', '0.1', '2.3976208515604958', '2.2967409610748293', '0.10106350580851237', '-0.018361532284567755', '0.8888888888888888', '0.87', '2.241547801145357', '0.08215938700000153', '2026-11-28 13:42:42.895496+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '6', '2', '1', '30', '0.08000000000000002', '2.3413664514527963', '2.1753253897031146', '0.16608089506626128', '-0.00398333165794611', '0.8222222222222222', '0.86', '2.0711289405265854', '0.2197242729999998', '2026-11-28 13:42:43.125191+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '6', '3', '1', '30', '0.06', '2.273330945823342', '2.0832964460055035', '0.1899732102950414', '0.006128952279686928', '0.7811111111111111', '0.77', '2.1324779820972806', '0.08072530399998873', '2026-11-28 13:42:43.394068+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '6', '4', '1', '30', '0.04000000000000001', '2.225910414235667', '2.0226452589035033', '0.20377575978636742', '-0.05106044542044401', '0.7533333333333333', '0.79', '1.989933007285966', '0.29201188199999895', '2026-11-28 13:42:43.80031+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '6', '5', '1', '30', '0.019999999999999997', '2.172181743219184', '1.967904273668925', '0.20516857703526814', '-0.08911074850087365', '0.7166666666666667', '0.75', '1.9985113335085203', '0.2943815119999981', '2026-11-28 13:42:44.085128+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '7', '1', '1', '30', '0.1', '2.40491227512698', '2.3138455152511597', '0.09095080873618523', '0.0115951139635096', '0.9122222222222223', '0.84', '2.314132633975512', '0.4127299210000019', '2026-11-28 13:42:45.72378+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '7', '2', '1', '30', '0.08000000000000002', '2.414347931923035', '2.2826125383377076', '0.1317140725751718', '0.0021321010154982407', '0.85', '0.83', '2.218113533960213', '0.19492736200000216', '2026-11-28 13:42:45.969809+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '7', '3', '1', '30', '0.06', '2.3572830445505684', '2.1922994295756024', '0.16525066296259563', '-0.02670479876299699', '0.8277777777777777', '0.87', '2.209934322172194', '0.14627818699999715', '2026-11-28 13:42:46.156151+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '7', '4', '1', '30', '0.04000000000000001', '2.3181085490273925', '2.169216100374858', '0.1491319994131724', '-0.0239550760636727', '0.84', '0.82', '2.1441452194731894', '0.10732706199999847', '2026-11-28 13:42:46.272715+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '7', '5', '1', '30', '0.019999999999999997', '2.252923890697459', '2.1115713834762575', '0.1414007840057214', '-0.00482767845193545', '0.8322222222222222', '0.9', '2.145820145360921', '0.07542479600000296', '2026-11-28 13:42:46.413321+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '8', '1', '1', '30', '0.1', '2.4033867198768815', '2.3191183249155682', '0.08446605206263484', '-0.019765710132196544', '0.9111111111111111', '0.95', '2.330496649377619', '0.07298942199999148', '2026-11-28 13:42:44.085128+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '8', '2', '1', '30', '0.08000000000000002', '2.3977541034740084', '2.2841634273529055', '0.11364616317053636', '-0.005548704943309227', '0.8755555555555555', '0.89', '2.2324281783060527', '0.02091958199999499', '2026-11-28 13:42:44.529764+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '8', '3', '1', '30', '0.06', '2.3116315376460554', '2.138347645600637', '0.17358418852090834', '-0.03002964754899343', '0.7988888888888889', '0.76', '2.0604041038175755', '0.11869694899999379', '2026-11-28 13:42:44.529764+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '8', '4', '1', '30', '0.04000000000000001', '2.1782291720382245', '2.008987323443095', '0.1691059631605943', '0.013588543453564247', '0.7966666666666666', '0.8', '1.9971168985674133', '0.02733432099999481', '2026-11-28 13:42:44.529764+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '8', '5', '1', '30', '0.019999999999999997', '2.1481033158483918', '1.960892669359843', '0.1877660778661569', '-0.0555431377608329', '0.7544444444444445', '0.76', '1.903248349174281', '0.1408676989999876', '2026-11-28 13:42:44.529764+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '9', '1', '1', '30', '0.1', '2.388164234409109', '2.291746656099955', '0.0965579379349947', '-0.014035962584118048', '0.8966666666666666', '0.91', '2.282960034132327', '0.07998573999999281', '2026-11-28 13:42:44.932792+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '9', '2', '1', '30', '0.08000000000000002', '2.3357676882029823', '2.1579068462053934', '0.17767291627824305', '0.018792571934560933', '0.8044444444444444', '0.74', '2.020552991946977', '0.10069330000000626', '2026-11-28 13:42:45.045617+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '9', '3', '1', '30', '0.06', '2.2021664252989', '1.99123348792394', '0.2114550106227398', '-0.05220732477804025', '0.7588888888888888', '0.74', '1.933453895435405', '0.03854374699998152', '2026-11-28 13:42:45.045617+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '9', '4', '1', '30', '0.04000000000000001', '2.1244712075577894', '1.8773505608240764', '0.24690684229135512', '0.02138044423578928', '0.6988888888888889', '0.69', '1.7659113389762504', '0.16797036000000662', '2026-11-28 13:42:45.371219+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '9', '5', '1', '30', '0.019999999999999997', '1.9867265564613046', '1.7606048782666524', '0.227070664614439', '-0.09489864197870096', '0.6655555555555556', '0.67', '1.8089300428948372', '0.23455331500000465', '2026-11-28 13:42:45.72378+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '10', '1', '1', '30', '0.1', '2.320553183555603', '2.320553183555603', '0', '0', '0.9166666666666666', '0.92', '2.3310020937407785', '0.21160629500000147', '2026-11-28 13:42:48.050877+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '10', '2', '1', '30', '0.08000000000000002', '2.312009263038635', '2.312009263038635', '0', '0', '0.9111111111111111', '0.88', '2.3035171763470426', '0.023316791999994167', '2026-11-28 13:42:48.231958+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '10', '3', '1', '30', '0.06', '2.3097572962443036', '2.3097572962443036', '0', '0', '0.9122222222222223', '0.95', '2.310019596486782', '0.05012913500001014', '2026-11-28 13:42:48.231958+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '10', '4', '1', '30', '0.04000000000000001', '2.306493544578552', '2.306493544578552', '0', '0', '0.89', '0.93', '2.3165194469494392', '0.2561906710000112', '2026-11-28 13:42:48.584495+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '10', '5', '1', '30', '0.019999999999999997', '2.302883243560791', '2.302883243560791', '0', '0', '0.8911111111111111', '0.95', '2.3125921771496123', '0.21304163599999446', '2026-11-28 13:42:48.848802+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '11', '1', '1', '30', '0.1', '2.315777866045634', '2.315777866045634', '0', '0', '0.9011111111111111', '0.88', '2.3230454658503943', '0.09977977699999885', '2026-11-28 13:42:47.80364+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '11', '2', '1', '30', '0.08000000000000002', '2.1420806606610614', '2.1420806606610614', '0', '0', '0.8111111111111111', '0.85', '2.018142958950751', '0.12235185799999818', '2026-11-28 13:42:48.050877+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '11', '3', '1', '30', '0.06', '1.790399726231893', '1.790399726231893', '0', '0', '0.6844444444444444', '0.73', '1.8462397353614617', '0.27090052399999687', '2026-11-28 13:42:48.231958+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '11', '4', '1', '30', '0.04000000000000001', '1.5969448844591776', '1.5969448844591776', '0', '0', '0.6277777777777778', '0.68', '1.656298642013005', '0.020662084999998116', '2026-11-28 13:42:48.584495+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '11', '5', '1', '30', '0.019999999999999997', '1.4576452215512594', '1.4576452215512594', '0', '0', '0.5611111111111111', '0.67', '1.5556040811103677', '0.3146176409999971', '2026-11-28 13:42:48.848802+00');

insert into ram_sweep."test_results" ("study_id", "trial", "epoch", "policy", "rollouts", "error", "images", "engine", "recorded_at") values
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '6', '5', 'mean', '1', '0.7333333333333333', '60', 'onnx', '2026-11-28 13:43:01.434808+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '6', '5', 'sampled', '10', '0.7', '60', 'onnx', '2026-11-28 13:43:01.53689+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '7', '4', 'mean', '1', '0.8166666666666667', '60', 'onnx', '2026-11-28 13:43:03.332302+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '7', '4', 'sampled', '10', '0.7666666666666667', '60', 'onnx', '2026-11-28 13:43:03.396314+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '8', '3', 'mean', '1', '0.8166666666666667', '60', 'onnx', '2026-11-28 13:42:55.000359+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '8', '3', 'sampled', '10', '0.8833333333333333', '60', 'onnx', '2026-11-28 13:42:55.101379+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '9', '5', 'mean', '1', '0.6', '60', 'onnx', '2026-11-28 13:42:58.680999+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '9', '5', 'sampled', '10', '0.5', '60', 'onnx', '2026-11-28 13:42:58.916358+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '10', '2', 'mean', '1', '0.9', '60', 'onnx', '2026-11-28 13:43:07.358067+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '10', '2', 'sampled', '10', '0.9', '60', 'onnx', '2026-11-28 13:43:07.473688+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '11', '5', 'mean', '1', '0.5666666666666667', '60', 'onnx', '2026-11-28 13:43:05.056663+00'),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '11', '5', 'sampled', '10', '0.5666666666666667', '60', 'onnx', '2026-11-28 13:43:05.218575+00');

insert into ram_sweep."workers" ("id", "host", "pid", "engine", "device", "slots", "state", "runs", "started_at", "last_seen_at") values
  ('machine-1-25435-10e93e41', 'machine-1', '25435', 'onnx', 'CPU, 1 thread', '1', 'ready', '[{"step": 0, "epoch": 0, "steps": 0, "study": "3ea3cbef-68d3-417e-8457-dc554d4e43b0", "trial": 10, "epochs": 5, "attempt": 1, "stepsPerSecond": 0}]', '2026-11-28 13:42:33.144+00', '2026-11-28 13:42:48.577977+00'),
  ('machine-1-25441-e4999cc8', 'machine-1', '25441', 'onnx', 'CPU, 1 thread', '1', 'ready', '[{"step": 0, "epoch": 0, "steps": 0, "study": "3ea3cbef-68d3-417e-8457-dc554d4e43b0", "trial": 0, "epochs": 5, "attempt": 2, "stepsPerSecond": 0}]', '2026-11-28 13:42:32.619+00', '2026-11-28 13:42:38.460486+00'),
  ('machine-1-25838-19b2577c', 'machine-1', '25838', 'onnx', 'CPU, 1 thread', '1', 'ready', '[{"step": 30, "epoch": 5, "steps": 30, "study": "3ea3cbef-68d3-417e-8457-dc554d4e43b0", "trial": 11, "epochs": 5, "attempt": 1, "stepsPerSecond": 162.360433429527}]', '2026-11-28 13:42:42.419+00', '2026-11-28 13:42:48.577977+00');

insert into ram_sweep."activity" ("study_id", "number", "at", "trial", "kind", "message", "attempt", "sequence") values
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '1', '2026-11-28 13:42:27.03001+00', NULL, 'study', 'study digits created with 6 trials', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '2', '2026-11-28 13:42:35.209819+00', '1', 'started', 'trial 1 started on machine-1-25435-10e93e41', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '3', '2026-11-28 13:42:35.471375+00', '0', 'started', 'trial 0 started on machine-1-25441-e4999cc8', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '4', '2026-11-28 13:42:36.908323+00', '2', 'started', 'trial 2 started on machine-1-25435-10e93e41', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '5', '2026-11-28 13:42:37.574209+00', '0', 'promoted', 'trial 0 continues: the best 1 of 2 continue after epoch 1', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '6', '2026-11-28 13:42:37.574209+00', '1', 'pruned', 'trial 1 pruned: 89.00% is not enough: the best 1 of 2 continue after epoch 1', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '7', '2026-11-28 13:42:37.574209+00', '2', 'pruned', 'trial 2 pruned: 92.00% is not enough: the best 1 of 3 continue after epoch 1', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '8', '2026-11-28 13:42:37.639056+00', '4', 'started', 'trial 4 started on machine-1-25435-10e93e41', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '9', '2026-11-28 13:42:37.665355+00', '3', 'started', 'trial 3 started on machine-1-25441-e4999cc8', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '10', '2026-11-28 13:42:38.029085+00', '0', 'started', 'trial 0 started on machine-1-25441-e4999cc8, attempt 2, from the checkpoint after epoch 1', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '11', '2026-11-28 13:42:38.054254+00', '5', 'started', 'trial 5 started on machine-1-25435-10e93e41', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '12', '2026-11-28 13:42:38.430108+00', '1', 'promoted', 'trial 1 continues: the best 2 of 4 continue after epoch 1', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '13', '2026-11-28 13:42:38.430108+00', '3', 'pruned', 'trial 3 pruned: 95.00% is not enough: the best 2 of 4 continue after epoch 1', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '14', '2026-11-28 13:42:38.430108+00', '4', 'promoted', 'trial 4 continues: the best 2 of 5 continue after epoch 1', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '15', '2026-11-28 13:42:38.494107+00', '1', 'started', 'trial 1 started on machine-1-25435-10e93e41, attempt 2, from the checkpoint after epoch 1', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '16', '2026-11-28 13:42:38.559386+00', '5', 'failed', 'trial 5 failed (diverged) after epoch 0: training diverged: the loss is Infinity in epoch 1 after 14 steps; a lower learningRate or a clipNorm can help', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '17', '2026-11-28 13:42:38.924394+00', '4', 'started', 'trial 4 started on machine-1-25435-10e93e41, attempt 2, from the checkpoint after epoch 1', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '18', '2026-11-28 13:42:39.544453+00', '0', 'lost', 'trial 0 waits again after attempt 2: worker machine-1-25441-e4999cc8 was not heard of any more', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '19', '2026-11-28 13:42:39.580306+00', '0', 'started', 'trial 0 started on machine-1-25435-10e93e41, attempt 3, from the checkpoint after epoch 1', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '20', '2026-11-28 13:42:40.160915+00', '0', 'promoted', 'trial 0 continues: the best 1 of 2 continue after epoch 2', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '21', '2026-11-28 13:42:40.160915+00', '1', 'pruned', 'trial 1 pruned: 95.00% is not enough: the best 1 of 2 continue after epoch 2', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '22', '2026-11-28 13:42:40.160915+00', '4', 'promoted', 'trial 4 continues: the best 1 of 3 continue after epoch 2', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '23', '2026-11-28 13:42:40.220195+00', '0', 'started', 'trial 0 started on machine-1-25435-10e93e41, attempt 4, from the checkpoint after epoch 2', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '24', '2026-11-28 13:42:40.583251+00', '4', 'started', 'trial 4 started on machine-1-25435-10e93e41, attempt 3, from the checkpoint after epoch 2', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '25', '2026-11-28 13:42:40.857942+00', '0', 'pruned', 'trial 0 pruned: 74.00% is not enough: the best 0 of 1 continue after epoch 4', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '26', '2026-11-28 13:42:41.037231+00', '0', 'promoted', 'trial 0 continues: the best 1 of 2 continue after epoch 4', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '27', '2026-11-28 13:42:41.037231+00', '4', 'pruned', 'trial 4 pruned: 84.00% is not enough: the best 1 of 2 continue after epoch 4', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '28', '2026-11-28 13:42:41.148899+00', '0', 'started', 'trial 0 started on machine-1-25435-10e93e41, attempt 5, from the checkpoint after epoch 4', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '29', '2026-11-28 13:42:41.530387+00', '0', 'complete', 'trial 0 complete: best validation error 67.00% at epoch 5', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '30', '2026-11-28 13:42:41.85087+00', NULL, 'study', '4 finalists added', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '31', '2026-11-28 13:42:42.439023+00', '6', 'started', 'trial 6 started on machine-1-25435-10e93e41', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '32', '2026-11-28 13:42:43.605004+00', '7', 'started', 'trial 7 started on machine-1-25838-19b2577c', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '33', '2026-11-28 13:42:43.830254+00', '8', 'started', 'trial 8 started on machine-1-25435-10e93e41', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '34', '2026-11-28 13:42:44.085128+00', '6', 'complete', 'trial 6 complete: best validation error 75.00% at epoch 5', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '35', '2026-11-28 13:42:44.400078+00', '9', 'started', 'trial 9 started on machine-1-25435-10e93e41', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '36', '2026-11-28 13:42:44.748314+00', '8', 'complete', 'trial 8 complete: best validation error 76.00% at epoch 3', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '37', '2026-11-28 13:42:45.72378+00', '9', 'complete', 'trial 9 complete: best validation error 67.00% at epoch 5', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '38', '2026-11-28 13:42:46.413321+00', '7', 'complete', 'trial 7 complete: best validation error 82.00% at epoch 4', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '39', '2026-11-28 13:42:46.886001+00', NULL, 'study', '2 controls added', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '40', '2026-11-28 13:42:47.472313+00', '11', 'started', 'trial 11 started on machine-1-25838-19b2577c', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '41', '2026-11-28 13:42:47.508923+00', '10', 'started', 'trial 10 started on machine-1-25435-10e93e41', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '42', '2026-11-28 13:42:48.848802+00', '11', 'complete', 'trial 11 complete: best validation error 67.00% at epoch 5', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '43', '2026-11-28 13:42:48.848802+00', '10', 'complete', 'trial 10 complete: best validation error 88.00% at epoch 2', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '44', '2026-11-28 13:42:49.200206+00', NULL, 'study', 'study complete', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '45', '2026-11-28 13:42:55.000359+00', '8', 'tested', 'trial 8 tested: error 81.67% on 60 images, weights of epoch 3', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '46', '2026-11-28 13:42:55.101379+00', '8', 'tested', 'trial 8 tested: error 88.33% on 60 images, weights of epoch 3', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '47', '2026-11-28 13:42:58.680999+00', '9', 'tested', 'trial 9 tested: error 60.00% on 60 images, weights of epoch 5', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '48', '2026-11-28 13:42:58.916358+00', '9', 'tested', 'trial 9 tested: error 50.00% on 60 images, weights of epoch 5', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '49', '2026-11-28 13:43:01.434808+00', '6', 'tested', 'trial 6 tested: error 73.33% on 60 images, weights of epoch 5', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '50', '2026-11-28 13:43:01.53689+00', '6', 'tested', 'trial 6 tested: error 70.00% on 60 images, weights of epoch 5', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '51', '2026-11-28 13:43:03.332302+00', '7', 'tested', 'trial 7 tested: error 81.67% on 60 images, weights of epoch 4', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '52', '2026-11-28 13:43:03.396314+00', '7', 'tested', 'trial 7 tested: error 76.67% on 60 images, weights of epoch 4', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '53', '2026-11-28 13:43:05.056663+00', '11', 'tested', 'trial 11 tested: error 56.67% on 60 images, weights of epoch 5', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '54', '2026-11-28 13:43:05.218575+00', '11', 'tested', 'trial 11 tested: error 56.67% on 60 images, weights of epoch 5', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '55', '2026-11-28 13:43:07.358067+00', '10', 'tested', 'trial 10 tested: error 90.00% on 60 images, weights of epoch 2', NULL, NULL),
  ('3ea3cbef-68d3-417e-8457-dc554d4e43b0', '56', '2026-11-28 13:43:07.473688+00', '10', 'tested', 'trial 10 tested: error 90.00% on 60 images, weights of epoch 2', NULL, NULL);

