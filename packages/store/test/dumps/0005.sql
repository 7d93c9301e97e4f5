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

-- Samplers have options now, and may learn.
update ram_sweep.studies set spec = jsonb_set(spec::jsonb, '{sampler}', '{"name": "random", "distinct": false}')::json
  where json_typeof(spec -> 'sampler') = 'string';

insert into ram_sweep."migrations" ("version", "name", "applied_at") values
  ('4', '0004-first-schema.sql', '2026-11-28 13:25:59.731499+00'),
  ('5', '0005-search-in-trial-order.sql', '2026-11-28 13:25:59.731499+00');

insert into ram_sweep."studies" ("id", "name", "spec", "state", "created_at", "first_started_at", "last_event_at", "activity_count") values
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', 'digits', '{"name":"digits","dataset":{"name":"glyphs","canvas":"plain","train":1000,"test":60},"trials":6,"seed":3,"sampler":{"name":"tpe","lag":2},"space":{"std":{"distribution":"log-uniform","low":0.03,"high":0.3},"learningRate":{"distribution":"categorical","choices":[0.1,10]}},"require":[],"first":[],"prior":[],"pruner":{"name":"asha","minEpochs":1,"reductionFactor":2},"finalists":{"top":2,"seeds":2,"controls":["random","frozen"],"controlSeeds":1},"config":{"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"optimizer":"sgd","batchSize":30,"epochs":5},"retries":0}', 'complete', '2026-11-28 13:26:00.48432+00', '2026-11-28 13:26:08.056052+00', '2026-11-28 13:26:22.024323+00', '57');

insert into ram_sweep."trials" ("study_id", "number", "state", "params", "config", "attempt", "failed_attempts", "worker", "checkpoints", "epochs", "epochs_total", "best_validation_error", "best_epoch", "train_seconds", "failure", "started_at", "finished_at", "lost_attempts", "phase", "repeats", "search_index", "granted_epochs", "promoted", "counted_epochs", "counted_diverged") values
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '0', 'complete', '{"std":0.0664707906849523,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.0664707906849523,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":2555985997}', '5', '0', 'machine-1-1161-8c340a6b', '[{"attempt":5,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/0/5-5-0","digest":"03c10ef0f1097b7978e1755a64b12819cde3107203af031561ec4a58d8246762","bytes":60923,"epoch":5,"step":0}},{"attempt":4,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/0/4-4-0","digest":"0d509ab1da1d7c050963b8d63fc47ca90a1f986cc2ca3cd492b07259a8f3fcf9","bytes":60628,"epoch":4,"step":0}}]', '5', '5', '0.67', '5', '0.5868885010000113', NULL, '2026-11-28 13:26:08.056052+00', '2026-11-28 13:26:16.163851+00', '0', 'search', NULL, '0', NULL, 'true', NULL, 'false'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '1', 'pruned', '{"std":0.2555768128593643,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.2555768128593643,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":796965997}', '3', '0', NULL, '[{"attempt":3,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/1/3-2-0","digest":"1df5f859a2428803e994355c604bf6354e430e98209eb3d691b05172b4beaf8e","bytes":60032,"epoch":2,"step":0}},{"attempt":1,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/1/1-1-0","digest":"f6fb32e0422b974b18d43ca3cabeb634858fc967f0f28a58032d19cff1c204f3","bytes":59733,"epoch":1,"step":0}}]', '2', '5', '0.89', '1', '0.1973829709999964', NULL, '2026-11-28 13:26:08.204087+00', '2026-11-28 13:26:13.394391+00', '0', 'search', NULL, '1', '2', 'true', NULL, 'false'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '2', 'pruned', '{"std":0.07216248445326885,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.07216248445326885,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":2755339399}', '1', '0', NULL, '[{"attempt":1,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/2/1-1-0","digest":"29e04a4d58f4df0bcdce2a7c6437f567846e3e154899afbe132ba487022aff76","bytes":59735,"epoch":1,"step":0}}]', '1', '5', '0.92', '1', '0.25901103400000103', NULL, '2026-11-28 13:26:09.551628+00', '2026-11-28 13:26:10.564313+00', '0', 'search', NULL, '2', '1', 'false', NULL, 'false'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '3', 'pruned', '{"std":0.2665145950956781,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.2665145950956781,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":1818758148}', '1', '0', NULL, '[{"attempt":1,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/3/1-1-0","digest":"636116ff958cf39b14c0b3f4ae0508d166d63a0b5df4577b1f266bda82680147","bytes":59730,"epoch":1,"step":0}}]', '1', '5', '0.95', '1', '0.3568427680000022', NULL, '2026-11-28 13:26:10.052977+00', '2026-11-28 13:26:10.9255+00', '0', 'search', NULL, '3', '1', 'false', NULL, 'false'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '4', 'pruned', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":208548998}', '3', '0', NULL, '[{"attempt":3,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/4/3-4-0","digest":"20b18d3249a5c05bf303892a4575f73ea60825477a689d07dac5525d71f482a9","bytes":60622,"epoch":4,"step":0}},{"attempt":3,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/4/3-3-0","digest":"a7ad8646ba8f38387788b1f95331afafcc5130defcad05cf07360543b5d0a630","bytes":60324,"epoch":3,"step":0}}]', '4', '5', '0.77', '2', '1.0240325730000075', NULL, '2026-11-28 13:26:10.21365+00', '2026-11-28 13:26:15.367069+00', '0', 'search', NULL, '4', '4', 'true', NULL, 'false'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '5', 'failed', '{"std":0.040156378953278116,"learningRate":10}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.040156378953278116,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":10,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":287756065}', '1', '1', 'machine-1-1161-8c340a6b', '[]', '0', '5', NULL, NULL, '0', '{"class":"diverged","message":"training diverged: the loss is Infinity in epoch 1 after 14 steps; a lower learningRate or a clipNorm can help","retryable":false,"epoch":0}', '2026-11-28 13:26:10.797078+00', '2026-11-28 13:26:11.364313+00', '0', 'search', NULL, '5', '1', 'false', NULL, 'false'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '6', 'complete', '{"std":0.0664707906849523,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.0664707906849523,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":3936741293}', '1', '0', 'machine-1-1547-d78a9c64', '[{"attempt":1,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/6/1-5-0","digest":"70697ca6fa98a8c8b0c210cd52a8e2384855b7f7ad2eefeabfba28c1bb6791c9","bytes":60973,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/6/1-4-0","digest":"260314114b8fec2b21a75b571fabe38aa9d4653f0ee158d799f722319a296414","bytes":60659,"epoch":4,"step":0}}]', '5', '5', '0.75', '5', '0.5131148230000018', NULL, '2026-11-28 13:26:17.56032+00', '2026-11-28 13:26:19.419946+00', '0', 'finalist', '0', NULL, NULL, 'false', NULL, 'false'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '7', 'complete', '{"std":0.0664707906849523,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.0664707906849523,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":2103840197}', '1', '0', 'machine-1-1161-8c340a6b', '[{"attempt":1,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/7/1-5-0","digest":"4a80f4251ed47d08a68c255413e4449e93142d9d184ccccf878371525474ef83","bytes":60937,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/7/1-4-0","digest":"7d4d42837cedb76bc2586c8ae3e6f82b671ac166e9f7d8447eba424e0f170132","bytes":60626,"epoch":4,"step":0}}]', '5', '5', '0.82', '4', '0.7139845570000072', NULL, '2026-11-28 13:26:17.061908+00', '2026-11-28 13:26:18.316206+00', '0', 'finalist', '0', NULL, NULL, 'false', NULL, 'false'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '8', 'complete', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":4013592944}', '1', '0', 'machine-1-1161-8c340a6b', '[{"attempt":1,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/8/1-5-0","digest":"830c9d94f021bec587a0dca5f89d1d0037c80d4bf70874919553397f6b803bc9","bytes":60974,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/8/1-4-0","digest":"9ab3c835970e75a6423225aa07eb7af2843bf85dbbfb0ea2473277038ede15cc","bytes":60662,"epoch":4,"step":0}}]', '5', '5', '0.76', '3', '0.5692136439999484', NULL, '2026-11-28 13:26:18.18736+00', '2026-11-28 13:26:19.229658+00', '0', 'finalist', '4', NULL, NULL, 'false', NULL, 'false'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '9', 'complete', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":3388080539}', '1', '0', 'machine-1-1161-8c340a6b', '[{"attempt":1,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/9/1-5-0","digest":"2788b55d011f78875c36482cbb7d1be5d76e66c9b19b70c6ef46e7c6bedccde0","bytes":60970,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/9/1-4-0","digest":"3d0913a6756a979baf17c162d90a9348ffe7ba7a2657304938cdbd258ece904f","bytes":60656,"epoch":4,"step":0}}]', '5', '5', '0.67', '5', '0.2532185980000032', NULL, '2026-11-28 13:26:19.225878+00', '2026-11-28 13:26:19.733745+00', '0', 'finalist', '4', NULL, NULL, 'false', NULL, 'false'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '10', 'complete', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"random","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":4013592944}', '1', '0', 'machine-1-1547-d78a9c64', '[{"attempt":1,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/10/1-5-0","digest":"185a4aac388b9220e72e84101e4acc75c7eb3964c48cf057cba33b84106d7e6d","bytes":59178,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/10/1-4-0","digest":"391821b79853bf2acc696eafb5300b035f4e0925b54ac4c545d1e4ff13ff873d","bytes":58902,"epoch":4,"step":0}}]', '5', '5', '0.88', '2', '0.5862786429999997', NULL, '2026-11-28 13:26:20.778506+00', '2026-11-28 13:26:21.822056+00', '0', 'control', '4', NULL, NULL, 'false', NULL, 'false'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '11', 'complete', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"frozen","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":4013592944}', '1', '0', 'machine-1-1161-8c340a6b', '[{"attempt":1,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/11/1-5-0","digest":"2b95eb1f9c97815973eab1d943a2821f1b791197e4f00ee6e269b6ed18318f18","bytes":59192,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"b84d0687-ae65-4a6e-80c7-f6f10676b8c0/11/1-4-0","digest":"32229f7cf9143c65af93c647cd9e448005347043c61a44999bdf76618077ca36","bytes":58914,"epoch":4,"step":0}}]', '5', '5', '0.67', '5', '0.5698952839999984', NULL, '2026-11-28 13:26:20.815008+00', '2026-11-28 13:26:22.024323+00', '0', 'control', '4', NULL, NULL, 'false', NULL, 'false');

insert into ram_sweep."attempts" ("study_id", "trial", "attempt", "worker", "state", "failure", "reason", "started_at", "ended_at", "environment") values
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '0', '1', 'machine-1-1167-47cb1063', 'paused', NULL, NULL, '2026-11-28 13:26:08.056052+00', '2026-11-28 13:26:09.636052+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '0', '2', 'machine-1-1167-47cb1063', 'lost', NULL, 'worker machine-1-1167-47cb1063 was not heard of any more', '2026-11-28 13:26:10.848344+00', '2026-11-28 13:26:12.694354+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '0', '3', 'machine-1-1161-8c340a6b', 'paused', NULL, NULL, '2026-11-28 13:26:12.765429+00', '2026-11-28 13:26:13.361693+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '0', '4', 'machine-1-1161-8c340a6b', 'paused', NULL, NULL, '2026-11-28 13:26:13.484329+00', '2026-11-28 13:26:14.12161+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '0', '5', 'machine-1-1161-8c340a6b', 'complete', NULL, NULL, '2026-11-28 13:26:15.409168+00', '2026-11-28 13:26:16.163851+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '1', '1', 'machine-1-1161-8c340a6b', 'paused', NULL, NULL, '2026-11-28 13:26:08.204087+00', '2026-11-28 13:26:09.636052+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '1', '2', 'machine-1-1161-8c340a6b', 'lost', NULL, 'its worker claimed the trial anew', '2026-11-28 13:26:11.268328+00', '2026-11-28 13:26:11.645092+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '1', '3', 'machine-1-1161-8c340a6b', 'paused', NULL, NULL, '2026-11-28 13:26:11.645092+00', '2026-11-28 13:26:12.149866+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '2', '1', 'machine-1-1167-47cb1063', 'paused', NULL, NULL, '2026-11-28 13:26:09.551628+00', '2026-11-28 13:26:10.213555+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '3', '1', 'machine-1-1161-8c340a6b', 'paused', NULL, NULL, '2026-11-28 13:26:10.052977+00', '2026-11-28 13:26:10.815112+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '4', '1', 'machine-1-1167-47cb1063', 'paused', NULL, NULL, '2026-11-28 13:26:10.21365+00', '2026-11-28 13:26:11.086086+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '4', '2', 'machine-1-1161-8c340a6b', 'paused', NULL, NULL, '2026-11-28 13:26:12.113785+00', '2026-11-28 13:26:12.564257+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '4', '3', 'machine-1-1161-8c340a6b', 'paused', NULL, NULL, '2026-11-28 13:26:14.12456+00', '2026-11-28 13:26:15.253307+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '5', '1', 'machine-1-1161-8c340a6b', 'failed', '{"class":"diverged","message":"training diverged: the loss is Infinity in epoch 1 after 14 steps; a lower learningRate or a clipNorm can help","retryable":false,"epoch":0}', NULL, '2026-11-28 13:26:10.797078+00', '2026-11-28 13:26:11.364313+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '6', '1', 'machine-1-1547-d78a9c64', 'complete', NULL, NULL, '2026-11-28 13:26:17.56032+00', '2026-11-28 13:26:19.419946+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '7', '1', 'machine-1-1161-8c340a6b', 'complete', NULL, NULL, '2026-11-28 13:26:17.061908+00', '2026-11-28 13:26:18.316206+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '8', '1', 'machine-1-1161-8c340a6b', 'complete', NULL, NULL, '2026-11-28 13:26:18.18736+00', '2026-11-28 13:26:19.229658+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '9', '1', 'machine-1-1161-8c340a6b', 'complete', NULL, NULL, '2026-11-28 13:26:19.225878+00', '2026-11-28 13:26:19.733745+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '10', '1', 'machine-1-1547-d78a9c64', 'complete', NULL, NULL, '2026-11-28 13:26:20.778506+00', '2026-11-28 13:26:21.822056+00', 'onnx 1.30.0, AMD EPYC, Node 20'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '11', '1', 'machine-1-1161-8c340a6b', 'complete', NULL, NULL, '2026-11-28 13:26:20.815008+00', '2026-11-28 13:26:22.024323+00', 'onnx 1.30.0, AMD EPYC, Node 20');

insert into ram_sweep."epochs" ("study_id", "trial", "epoch", "attempt", "steps", "learning_rate", "train_loss", "action_loss", "baseline_loss", "reinforce_loss", "train_error", "validation_error", "validation_loss", "seconds", "recorded_at") values
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '0', '1', '1', '30', '0.1', '2.3963572741821406', '2.3115411440531415', '0.08488903113951286', '-0.007290101051330567', '0.9122222222222223', '0.85', '2.3126589357164113', '0.22471365700000476', '2026-11-28 13:26:09.636052+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '0', '2', '3', '30', '0.1', '2.404943969388803', '2.2993730306625366', '0.10536413639783859', '0.020680232842763265', '0.8855555555555555', '0.79', '2.2814638991142653', '0.14023671800000195', '2026-11-28 13:26:13.361693+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '0', '3', '4', '30', '0.1', '2.4071617532088414', '2.258240071932475', '0.14850716528793176', '0.041451598843559624', '0.8277777777777777', '0.73', '2.1502662782203985', '0.10530502400000301', '2026-11-28 13:26:14.12161+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '0', '4', '4', '30', '0.05', '2.302817613678519', '2.1356364130973815', '0.16761609291036925', '-0.04348923292321463', '0.7922222222222223', '0.74', '2.0475195466430396', '0.022069779999997995', '2026-11-28 13:26:14.12161+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '0', '5', '5', '30', '0.1', '2.293070644496319', '2.106828149159749', '0.1871678610642751', '-0.09253657277052602', '0.7755555555555556', '0.67', '1.8801896501043638', '0.09456332200000361', '2026-11-28 13:26:15.976633+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '1', '1', '1', '30', '0.1', '2.4045640005537234', '2.3177395105361938', '0.08684696744506558', '-0.002247742753631125', '0.9111111111111111', '0.89', '2.3135645707161703', '0.11743318099999762', '2026-11-28 13:26:09.636052+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '1', '2', '3', '30', '0.1', '2.3982795841397015', '2.3142059087753295', '0.08412867362300555', '-0.005499825863322864', '0.9077777777777778', '0.95', '2.3180689848959073', '0.07994978999999877', '2026-11-28 13:26:12.149866+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '2', '1', '1', '30', '0.1', '2.3925542361397913', '2.3078905820846556', '0.08465914577245712', '0.00045082826788226765', '0.9111111111111111', '0.92', '2.305283869398731', '0.25901103400000103', '2026-11-28 13:26:10.213555+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '3', '1', '1', '30', '0.1', '2.4100902753707296', '2.318560083707174', '0.0914345794939436', '0.009561216961204384', '0.9033333333333333', '0.95', '2.3180965951615966', '0.3568427680000022', '2026-11-28 13:26:10.815112+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '4', '1', '1', '30', '0.1', '2.4026041979743167', '2.30821578502655', '0.09465728358676036', '-0.026887063899387918', '0.8955555555555555', '0.88', '2.29909938670915', '0.21362910700000606', '2026-11-28 13:26:11.086086+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '4', '2', '2', '30', '0.1', '2.3910792726843315', '2.256575647989909', '0.13429857827723027', '0.020504641719162463', '0.8444444444444444', '0.77', '2.189593320320068', '0.15316787499999918', '2026-11-28 13:26:12.564257+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '4', '3', '3', '30', '0.1', '2.2802816654227986', '2.114411886533101', '0.16593590527772903', '-0.006612638803198933', '0.8055555555555556', '0.87', '2.2162282693777944', '0.3716262569999962', '2026-11-28 13:26:14.954196+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '4', '4', '3', '30', '0.05', '2.242566161540648', '2.051943051815033', '0.19146629124879838', '-0.08431815231839816', '0.7733333333333333', '0.84', '2.0839324810167836', '0.28560933400000615', '2026-11-28 13:26:15.253307+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '6', '1', '1', '30', '0.1', '2.3976208515604958', '2.2967409610748293', '0.10106350580851237', '-0.018361532284567755', '0.8888888888888888', '0.87', '2.241547801145357', '0.05229699999999957', '2026-11-28 13:26:18.752348+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '6', '2', '1', '30', '0.08000000000000002', '2.3413664514527963', '2.1753253897031146', '0.16608089506626128', '-0.00398333165794611', '0.8222222222222222', '0.86', '2.0711289405265854', '0.0895100399999992', '2026-11-28 13:26:18.890433+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '6', '3', '1', '30', '0.06', '2.273330945823342', '2.0832964460055035', '0.1899732102950414', '0.006128952279686928', '0.7811111111111111', '0.77', '2.1324779820972806', '0.13154796200000238', '2026-11-28 13:26:19.052067+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '6', '4', '1', '30', '0.04000000000000001', '2.225910414235667', '2.0226452589035033', '0.20377575978636742', '-0.05106044542044401', '0.7533333333333333', '0.79', '1.989933007285966', '0.19330055399999674', '2026-11-28 13:26:19.229658+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '6', '5', '1', '30', '0.019999999999999997', '2.172181743219184', '1.967904273668925', '0.20516857703526814', '-0.08911074850087365', '0.7166666666666667', '0.75', '1.9985113335085203', '0.046459267000003815', '2026-11-28 13:26:19.229658+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '7', '1', '1', '30', '0.1', '2.40491227512698', '2.3138455152511597', '0.09095080873618523', '0.0115951139635096', '0.9122222222222223', '0.84', '2.314132633975512', '0.30628806799999453', '2026-11-28 13:26:17.75381+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '7', '2', '1', '30', '0.08000000000000002', '2.414347931923035', '2.2826125383377076', '0.1317140725751718', '0.0021321010154982407', '0.85', '0.83', '2.218113533960213', '0.10857633400000487', '2026-11-28 13:26:17.957791+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '7', '3', '1', '30', '0.06', '2.3572830445505684', '2.1922994295756024', '0.16525066296259563', '-0.02670479876299699', '0.8277777777777777', '0.87', '2.209934322172194', '0.15464622300000702', '2026-11-28 13:26:18.143337+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '7', '4', '1', '30', '0.04000000000000001', '2.3181085490273925', '2.169216100374858', '0.1491319994131724', '-0.0239550760636727', '0.84', '0.82', '2.1441452194731894', '0.049079845000007484', '2026-11-28 13:26:18.143337+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '7', '5', '1', '30', '0.019999999999999997', '2.252923890697459', '2.1115713834762575', '0.1414007840057214', '-0.00482767845193545', '0.8322222222222222', '0.9', '2.145820145360921', '0.09539408699999331', '2026-11-28 13:26:18.316206+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '8', '1', '1', '30', '0.1', '2.4033867198768815', '2.3191183249155682', '0.08446605206263484', '-0.019765710132196544', '0.9111111111111111', '0.95', '2.330496649377619', '0.2417313629999699', '2026-11-28 13:26:18.890433+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '8', '2', '1', '30', '0.08000000000000002', '2.3977541034740084', '2.2841634273529055', '0.11364616317053636', '-0.005548704943309227', '0.8755555555555555', '0.89', '2.2324281783060527', '0.17000265299999953', '2026-11-28 13:26:19.052067+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '8', '3', '1', '30', '0.06', '2.3116315376460554', '2.138347645600637', '0.17358418852090834', '-0.03002964754899343', '0.7988888888888889', '0.76', '2.0604041038175755', '0.03839331299999321', '2026-11-28 13:26:19.229658+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '8', '4', '1', '30', '0.04000000000000001', '2.1782291720382245', '2.008987323443095', '0.1691059631605943', '0.013588543453564247', '0.7966666666666666', '0.8', '1.9971168985674133', '0.09392768199999045', '2026-11-28 13:26:19.229658+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '8', '5', '1', '30', '0.019999999999999997', '2.1481033158483918', '1.960892669359843', '0.1877660778661569', '-0.0555431377608329', '0.7544444444444445', '0.76', '1.903248349174281', '0.025158632999995465', '2026-11-28 13:26:19.229658+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '9', '1', '1', '30', '0.1', '2.388164234409109', '2.291746656099955', '0.0965579379349947', '-0.014035962584118048', '0.8966666666666666', '0.91', '2.282960034132327', '0.1644901690000043', '2026-11-28 13:26:19.599892+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '9', '2', '1', '30', '0.08000000000000002', '2.3357676882029823', '2.1579068462053934', '0.17767291627824305', '0.018792571934560933', '0.8044444444444444', '0.74', '2.020552991946977', '0.020718425000006386', '2026-11-28 13:26:19.599892+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '9', '3', '1', '30', '0.06', '2.2021664252989', '1.99123348792394', '0.2114550106227398', '-0.05220732477804025', '0.7588888888888888', '0.74', '1.933453895435405', '0.025004968999990527', '2026-11-28 13:26:19.599892+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '9', '4', '1', '30', '0.04000000000000001', '2.1244712075577894', '1.8773505608240764', '0.24690684229135512', '0.02138044423578928', '0.6988888888888889', '0.69', '1.7659113389762504', '0.020750912000003157', '2026-11-28 13:26:19.733745+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '9', '5', '1', '30', '0.019999999999999997', '1.9867265564613046', '1.7606048782666524', '0.227070664614439', '-0.09489864197870096', '0.6655555555555556', '0.67', '1.8089300428948372', '0.022254122999998804', '2026-11-28 13:26:19.733745+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '10', '1', '1', '30', '0.1', '2.320553183555603', '2.320553183555603', '0', '0', '0.9166666666666666', '0.92', '2.3310020937407785', '0.1732430790000016', '2026-11-28 13:26:21.208738+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '10', '2', '1', '30', '0.08000000000000002', '2.312009263038635', '2.312009263038635', '0', '0', '0.9111111111111111', '0.88', '2.3035171763470426', '0.015071862000000694', '2026-11-28 13:26:21.208738+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '10', '3', '1', '30', '0.06', '2.3097572962443036', '2.3097572962443036', '0', '0', '0.9122222222222223', '0.95', '2.310019596486782', '0.22966357499999868', '2026-11-28 13:26:21.470815+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '10', '4', '1', '30', '0.04000000000000001', '2.306493544578552', '2.306493544578552', '0', '0', '0.89', '0.93', '2.3165194469494392', '0.12217275900000096', '2026-11-28 13:26:21.612015+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '10', '5', '1', '30', '0.019999999999999997', '2.302883243560791', '2.302883243560791', '0', '0', '0.8911111111111111', '0.95', '2.3125921771496123', '0.04612736799999768', '2026-11-28 13:26:21.612015+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '11', '1', '1', '30', '0.1', '2.315777866045634', '2.315777866045634', '0', '0', '0.9011111111111111', '0.88', '2.3230454658503943', '0.231377448000003', '2026-11-28 13:26:21.612015+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '11', '2', '1', '30', '0.08000000000000002', '2.1420806606610614', '2.1420806606610614', '0', '0', '0.8111111111111111', '0.85', '2.018142958950751', '0.13790279699999886', '2026-11-28 13:26:21.822056+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '11', '3', '1', '30', '0.06', '1.790399726231893', '1.790399726231893', '0', '0', '0.6844444444444444', '0.73', '1.8462397353614617', '0.0319411289999989', '2026-11-28 13:26:21.822056+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '11', '4', '1', '30', '0.04000000000000001', '1.5969448844591776', '1.5969448844591776', '0', '0', '0.6277777777777778', '0.68', '1.656298642013005', '0.15873375800000217', '2026-11-28 13:26:22.024323+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '11', '5', '1', '30', '0.019999999999999997', '1.4576452215512594', '1.4576452215512594', '0', '0', '0.5611111111111111', '0.67', '1.5556040811103677', '0.00994015199999558', '2026-11-28 13:26:22.024323+00');

insert into ram_sweep."test_results" ("study_id", "trial", "epoch", "policy", "rollouts", "error", "images", "engine", "recorded_at") values
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '6', '5', 'mean', '1', '0.7333333333333333', '60', 'onnx', '2026-11-28 13:26:28.397018+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '6', '5', 'sampled', '10', '0.7', '60', 'onnx', '2026-11-28 13:26:28.438926+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '7', '4', 'mean', '1', '0.8166666666666667', '60', 'onnx', '2026-11-28 13:26:29.125786+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '7', '4', 'sampled', '10', '0.7666666666666667', '60', 'onnx', '2026-11-28 13:26:29.154305+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '8', '3', 'mean', '1', '0.8166666666666667', '60', 'onnx', '2026-11-28 13:26:25.872301+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '8', '3', 'sampled', '10', '0.8833333333333333', '60', 'onnx', '2026-11-28 13:26:25.960418+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '9', '5', 'mean', '1', '0.6', '60', 'onnx', '2026-11-28 13:26:27.279314+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '9', '5', 'sampled', '10', '0.5', '60', 'onnx', '2026-11-28 13:26:27.325336+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '10', '2', 'mean', '1', '0.9', '60', 'onnx', '2026-11-28 13:26:31.159162+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '10', '2', 'sampled', '10', '0.9', '60', 'onnx', '2026-11-28 13:26:31.215651+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '11', '5', 'mean', '1', '0.5666666666666667', '60', 'onnx', '2026-11-28 13:26:29.949648+00'),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '11', '5', 'sampled', '10', '0.5666666666666667', '60', 'onnx', '2026-11-28 13:26:29.99233+00');

insert into ram_sweep."workers" ("id", "host", "pid", "engine", "device", "slots", "state", "runs", "started_at", "last_seen_at") values
  ('machine-1-1161-8c340a6b', 'machine-1', '1161', 'onnx', 'CPU, 1 thread', '1', 'ready', '[{"step": 0, "epoch": 0, "steps": 0, "study": "b84d0687-ae65-4a6e-80c7-f6f10676b8c0", "trial": 11, "epochs": 5, "attempt": 1, "stepsPerSecond": 0}]', '2026-11-28 13:26:05.931+00', '2026-11-28 13:26:21.803695+00'),
  ('machine-1-1167-47cb1063', 'machine-1', '1167', 'onnx', 'CPU, 1 thread', '1', 'ready', '[{"step": 0, "epoch": 0, "steps": 0, "study": "b84d0687-ae65-4a6e-80c7-f6f10676b8c0", "trial": 4, "epochs": 5, "attempt": 1, "stepsPerSecond": 0}]', '2026-11-28 13:26:05.879+00', '2026-11-28 13:26:11.063387+00'),
  ('machine-1-1547-d78a9c64', 'machine-1', '1547', 'onnx', 'CPU, 1 thread', '1', 'ready', '[{"step": 30, "epoch": 4, "steps": 30, "study": "b84d0687-ae65-4a6e-80c7-f6f10676b8c0", "trial": 10, "epochs": 5, "attempt": 1, "stepsPerSecond": 194.1136840204829}]', '2026-11-28 13:26:15.409+00', '2026-11-28 13:26:21.803695+00');

insert into ram_sweep."activity" ("study_id", "number", "at", "trial", "kind", "message", "attempt", "sequence") values
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '1', '2026-11-28 13:26:00.48432+00', NULL, 'study', 'study digits created with 6 trials', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '2', '2026-11-28 13:26:08.056052+00', '0', 'started', 'trial 0 started on machine-1-1167-47cb1063', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '3', '2026-11-28 13:26:08.204087+00', '1', 'started', 'trial 1 started on machine-1-1161-8c340a6b', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '4', '2026-11-28 13:26:09.551628+00', '2', 'started', 'trial 2 started on machine-1-1167-47cb1063', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '5', '2026-11-28 13:26:09.925493+00', '0', 'promoted', 'trial 0 continues: the best 1 of 2 continue after epoch 1', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '6', '2026-11-28 13:26:09.925493+00', '1', 'pruned', 'trial 1 pruned: 89.00% is not enough: the best 1 of 2 continue after epoch 1', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '7', '2026-11-28 13:26:10.052977+00', '3', 'started', 'trial 3 started on machine-1-1161-8c340a6b', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '8', '2026-11-28 13:26:10.21365+00', '4', 'started', 'trial 4 started on machine-1-1167-47cb1063', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '9', '2026-11-28 13:26:10.564313+00', '2', 'pruned', 'trial 2 pruned: 92.00% is not enough: the best 1 of 3 continue after epoch 1', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '10', '2026-11-28 13:26:10.797078+00', '5', 'started', 'trial 5 started on machine-1-1161-8c340a6b', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '11', '2026-11-28 13:26:10.848344+00', '0', 'started', 'trial 0 started on machine-1-1167-47cb1063, attempt 2, from the checkpoint after epoch 1', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '12', '2026-11-28 13:26:10.9255+00', '1', 'promoted', 'trial 1 continues: the best 2 of 4 continue after epoch 1', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '13', '2026-11-28 13:26:10.9255+00', '3', 'pruned', 'trial 3 pruned: 95.00% is not enough: the best 2 of 4 continue after epoch 1', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '14', '2026-11-28 13:26:11.247257+00', '4', 'promoted', 'trial 4 continues: the best 2 of 5 continue after epoch 1', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '15', '2026-11-28 13:26:11.268328+00', '1', 'started', 'trial 1 started on machine-1-1161-8c340a6b, attempt 2, from the checkpoint after epoch 1', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '16', '2026-11-28 13:26:11.364313+00', '5', 'failed', 'trial 5 failed (diverged) after epoch 0: training diverged: the loss is Infinity in epoch 1 after 14 steps; a lower learningRate or a clipNorm can help', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '17', '2026-11-28 13:26:11.645092+00', '1', 'started', 'trial 1 started on machine-1-1161-8c340a6b, attempt 3, from the checkpoint after epoch 1', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '18', '2026-11-28 13:26:12.113785+00', '4', 'started', 'trial 4 started on machine-1-1161-8c340a6b, attempt 2, from the checkpoint after epoch 1', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '19', '2026-11-28 13:26:12.694354+00', '0', 'lost', 'trial 0 waits again after attempt 2: worker machine-1-1167-47cb1063 was not heard of any more', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '20', '2026-11-28 13:26:12.765429+00', '0', 'started', 'trial 0 started on machine-1-1161-8c340a6b, attempt 3, from the checkpoint after epoch 1', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '21', '2026-11-28 13:26:13.394391+00', '0', 'promoted', 'trial 0 continues: the best 1 of 2 continue after epoch 2', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '22', '2026-11-28 13:26:13.394391+00', '1', 'pruned', 'trial 1 pruned: 95.00% is not enough: the best 1 of 2 continue after epoch 2', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '23', '2026-11-28 13:26:13.394391+00', '4', 'promoted', 'trial 4 continues: the best 1 of 3 continue after epoch 2', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '24', '2026-11-28 13:26:13.484329+00', '0', 'started', 'trial 0 started on machine-1-1161-8c340a6b, attempt 4, from the checkpoint after epoch 2', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '25', '2026-11-28 13:26:14.12456+00', '4', 'started', 'trial 4 started on machine-1-1161-8c340a6b, attempt 3, from the checkpoint after epoch 2', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '26', '2026-11-28 13:26:14.268376+00', '0', 'pruned', 'trial 0 pruned: 74.00% is not enough: the best 0 of 1 continue after epoch 4', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '27', '2026-11-28 13:26:15.367069+00', '0', 'promoted', 'trial 0 continues: the best 1 of 2 continue after epoch 4', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '28', '2026-11-28 13:26:15.367069+00', '4', 'pruned', 'trial 4 pruned: 84.00% is not enough: the best 1 of 2 continue after epoch 4', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '29', '2026-11-28 13:26:15.409168+00', '0', 'started', 'trial 0 started on machine-1-1161-8c340a6b, attempt 5, from the checkpoint after epoch 4', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '30', '2026-11-28 13:26:16.163851+00', '0', 'complete', 'trial 0 complete: best validation error 67.00% at epoch 5', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '31', '2026-11-28 13:26:16.500523+00', NULL, 'study', '4 finalists added', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '32', '2026-11-28 13:26:17.061908+00', '7', 'started', 'trial 7 started on machine-1-1161-8c340a6b', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '33', '2026-11-28 13:26:17.56032+00', '6', 'started', 'trial 6 started on machine-1-1547-d78a9c64', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '34', '2026-11-28 13:26:18.18736+00', '8', 'started', 'trial 8 started on machine-1-1161-8c340a6b', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '35', '2026-11-28 13:26:18.316206+00', '7', 'complete', 'trial 7 complete: best validation error 82.00% at epoch 4', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '36', '2026-11-28 13:26:19.225878+00', '9', 'started', 'trial 9 started on machine-1-1161-8c340a6b', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '37', '2026-11-28 13:26:19.229658+00', '8', 'complete', 'trial 8 complete: best validation error 76.00% at epoch 3', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '38', '2026-11-28 13:26:19.419946+00', '6', 'complete', 'trial 6 complete: best validation error 75.00% at epoch 5', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '39', '2026-11-28 13:26:19.733745+00', '9', 'complete', 'trial 9 complete: best validation error 67.00% at epoch 5', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '40', '2026-11-28 13:26:20.225605+00', NULL, 'study', '2 controls added', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '41', '2026-11-28 13:26:20.778506+00', '10', 'started', 'trial 10 started on machine-1-1547-d78a9c64', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '42', '2026-11-28 13:26:20.815008+00', '11', 'started', 'trial 11 started on machine-1-1161-8c340a6b', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '43', '2026-11-28 13:26:21.822056+00', '10', 'complete', 'trial 10 complete: best validation error 88.00% at epoch 2', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '44', '2026-11-28 13:26:22.024323+00', '11', 'complete', 'trial 11 complete: best validation error 67.00% at epoch 5', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '45', '2026-11-28 13:26:22.352016+00', NULL, 'study', 'study complete', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '46', '2026-11-28 13:26:25.872301+00', '8', 'tested', 'trial 8 tested: error 81.67% on 60 images, weights of epoch 3', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '47', '2026-11-28 13:26:25.960418+00', '8', 'tested', 'trial 8 tested: error 88.33% on 60 images, weights of epoch 3', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '48', '2026-11-28 13:26:27.279314+00', '9', 'tested', 'trial 9 tested: error 60.00% on 60 images, weights of epoch 5', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '49', '2026-11-28 13:26:27.325336+00', '9', 'tested', 'trial 9 tested: error 50.00% on 60 images, weights of epoch 5', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '50', '2026-11-28 13:26:28.397018+00', '6', 'tested', 'trial 6 tested: error 73.33% on 60 images, weights of epoch 5', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '51', '2026-11-28 13:26:28.438926+00', '6', 'tested', 'trial 6 tested: error 70.00% on 60 images, weights of epoch 5', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '52', '2026-11-28 13:26:29.125786+00', '7', 'tested', 'trial 7 tested: error 81.67% on 60 images, weights of epoch 4', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '53', '2026-11-28 13:26:29.154305+00', '7', 'tested', 'trial 7 tested: error 76.67% on 60 images, weights of epoch 4', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '54', '2026-11-28 13:26:29.949648+00', '11', 'tested', 'trial 11 tested: error 56.67% on 60 images, weights of epoch 5', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '55', '2026-11-28 13:26:29.99233+00', '11', 'tested', 'trial 11 tested: error 56.67% on 60 images, weights of epoch 5', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '56', '2026-11-28 13:26:31.159162+00', '10', 'tested', 'trial 10 tested: error 90.00% on 60 images, weights of epoch 2', NULL, NULL),
  ('b84d0687-ae65-4a6e-80c7-f6f10676b8c0', '57', '2026-11-28 13:26:31.215651+00', '10', 'tested', 'trial 10 tested: error 90.00% on 60 images, weights of epoch 2', NULL, NULL);

