-- A database of schema version 4, made by npm run dump -w packages/store

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

insert into ram_sweep."migrations" ("version", "name", "applied_at") values
  ('4', '0004-first-schema.sql', '2026-11-28 09:37:59.476045+00');

insert into ram_sweep."studies" ("id", "name", "spec", "state", "created_at", "first_started_at", "last_event_at", "activity_count") values
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', 'digits', '{"name":"digits","dataset":{"name":"glyphs","canvas":"plain","train":1000,"test":60},"trials":6,"seed":3,"sampler":"random","space":{"std":{"distribution":"log-uniform","low":0.03,"high":0.3},"learningRate":{"distribution":"categorical","choices":[0.1,10]}},"pruner":{"name":"asha","minEpochs":1,"reductionFactor":2},"finalists":{"top":2,"seeds":2,"controls":["random","frozen"],"controlSeeds":1},"config":{"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"optimizer":"sgd","batchSize":30,"epochs":5},"retries":0}', 'complete', '2026-11-28 09:37:59.596881+00', '2026-11-28 09:38:00.873623+00', '2026-11-28 09:38:05.965944+00', '48');

insert into ram_sweep."trials" ("study_id", "number", "state", "params", "config", "attempt", "failed_attempts", "worker", "checkpoints", "epochs", "epochs_total", "best_validation_error", "best_epoch", "train_seconds", "failure", "started_at", "finished_at", "lost_attempts", "phase", "repeats") values
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '0', 'pruned', '{"std":0.0664707906849523,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.0664707906849523,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":2555985997}', '3', '0', 'machine-1-29492-9c485921', '[{"attempt":3,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/0/3-2-0","digest":"d2130675c3aaba3353419714bda952440b538fe54289935453a04845968c8d25","bytes":60033,"epoch":2,"step":0}},{"attempt":1,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/0/1-1-0","digest":"97b15aaccb7dac8f3d2b3b36b78aaba82a4e1f12b046e0f98e9982ace301ec66","bytes":59735,"epoch":1,"step":0}}]', '2', '5', '0.79', '2', '0.08789573200000292', NULL, '2026-11-28 09:38:00.873623+00', '2026-11-28 09:38:03.327472+00', '0', 'search', NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '1', 'pruned', '{"std":0.2555768128593643,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.2555768128593643,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":796965997}', '2', '0', 'machine-1-29492-9c485921', '[{"attempt":2,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/1/2-2-0","digest":"ef85b76fe2bcd990f6a94ea81122e4b48ef714fed6ef7df8ada89fdb4257af10","bytes":60033,"epoch":2,"step":0}},{"attempt":1,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/1/1-1-0","digest":"fdb073a448b296c66065645576f0904f3b38f5fbe9f8d1e17b584551404517ff","bytes":59733,"epoch":1,"step":0}}]', '2', '5', '0.89', '1', '0.06975357199999961', NULL, '2026-11-28 09:38:01.007099+00', '2026-11-28 09:38:01.837544+00', '0', 'search', NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '2', 'pruned', '{"std":0.07216248445326885,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.07216248445326885,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":2755339399}', '1', '0', 'machine-1-29491-1b6fc54f', '[{"attempt":1,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/2/1-1-0","digest":"f606212752f6910b552564c2df036b059992c46072d060d8ed73e177c64f26de","bytes":59735,"epoch":1,"step":0}}]', '1', '5', '0.92', '1', '0.04729839800000013', NULL, '2026-11-28 09:38:01.434994+00', '2026-11-28 09:38:01.643428+00', '0', 'search', NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '3', 'pruned', '{"std":0.2665145950956781,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.2665145950956781,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":1818758148}', '1', '0', 'machine-1-29492-9c485921', '[{"attempt":1,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/3/1-1-0","digest":"ac9ec9f37bd0d537d359e362fe3ee93cdddf438a82de2b71f1cef10c33c7af0c","bytes":59731,"epoch":1,"step":0}}]', '1', '5', '0.95', '1', '0.06787476300000005', NULL, '2026-11-28 09:38:01.442987+00', '2026-11-28 09:38:01.643428+00', '0', 'search', NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '4', 'pruned', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":208548998}', '1', '0', 'machine-1-29492-9c485921', '[{"attempt":1,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/4/1-4-0","digest":"1fc6114f526e38d15d5ac0e6392669a0998baed3da3c8459a9d1a3be52baaa5a","bytes":60626,"epoch":4,"step":0}},{"attempt":1,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/4/1-3-0","digest":"c64a5ab60a4bbcb2e84d704c8c95476466501c3776c40e52416a02e69b9557d2","bytes":60327,"epoch":3,"step":0}}]', '4', '5', '0.77', '2', '0.04678204299999743', NULL, '2026-11-28 09:38:01.823873+00', '2026-11-28 09:38:01.927398+00', '0', 'search', NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '5', 'failed', '{"std":0.040156378953278116,"learningRate":10}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.040156378953278116,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":10,"schedule":"linear","restartEpoch":1,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":287756065}', '1', '1', 'machine-1-29492-9c485921', '[]', '0', '5', NULL, NULL, '0', '{"class":"diverged","message":"training diverged: the loss is Infinity in epoch 1 after 14 steps; a lower learningRate or a clipNorm can help","retryable":false,"epoch":0}', '2026-11-28 09:38:01.929342+00', '2026-11-28 09:38:02.035691+00', '0', 'search', NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '6', 'complete', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":4013592944}', '1', '0', 'machine-1-29492-9c485921', '[{"attempt":1,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/6/1-5-0","digest":"fbb4bab93d98e8947b1e13990887a6473063eb66f641a321c31ab217117c989f","bytes":60975,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/6/1-4-0","digest":"c36ad9cb428d7deec9c63641df3861b858220aa9b3042dd833689f7b6fef7063","bytes":60665,"epoch":4,"step":0}}]', '5', '5', '0.76', '3', '0.11603828499999053', NULL, '2026-11-28 09:38:04.220363+00', '2026-11-28 09:38:04.448367+00', '0', 'finalist', '4'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '7', 'complete', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":3388080539}', '1', '0', 'machine-1-29651-5947e3fa', '[{"attempt":1,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/7/1-5-0","digest":"93a5a69fc389241fd270fd5a3e812ba9a45d6633209ae4a92171092ff6f07805","bytes":60968,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/7/1-4-0","digest":"b2477a258267222901b35609390a4c73f4d9cfe1bb8b1cec31c39589d3683da6","bytes":60655,"epoch":4,"step":0}}]', '5', '5', '0.67', '5', '0.1426284150000008', NULL, '2026-11-28 09:38:04.299053+00', '2026-11-28 09:38:04.75508+00', '0', 'finalist', '4'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '8', 'complete', '{"std":0.0664707906849523,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.0664707906849523,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":3936741293}', '1', '0', 'machine-1-29492-9c485921', '[{"attempt":1,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/8/1-5-0","digest":"b1e771c1f9c07eef635048f9c3232bb5dbd9daa5ffc57a858aadf0e721037a88","bytes":60973,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/8/1-4-0","digest":"02ad025b15309340a38ea5cc95f499d89dea1dd36c10b29b50051a4cd1d16832","bytes":60660,"epoch":4,"step":0}}]', '5', '5', '0.75', '5', '0.13849968700000134', NULL, '2026-11-28 09:38:04.394693+00', '2026-11-28 09:38:04.663029+00', '0', 'finalist', '0'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '9', 'complete', '{"std":0.0664707906849523,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"learned","std":0.0664707906849523,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":2103840197}', '1', '0', 'machine-1-29492-9c485921', '[{"attempt":1,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/9/1-5-0","digest":"72c3f389044230a67e574368e2aad1b2b11c74bb86bd0941e4277be16ce382ab","bytes":60939,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/9/1-4-0","digest":"c42956622e981f36aa532331905df9d42e52a6aec7b6d00f13dea8b571c49410","bytes":60628,"epoch":4,"step":0}}]', '5', '5', '0.82', '4', '0.09291782099999818', NULL, '2026-11-28 09:38:04.62943+00', '2026-11-28 09:38:04.834346+00', '0', 'finalist', '0'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '10', 'complete', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"random","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":4013592944}', '1', '0', 'machine-1-29651-5947e3fa', '[{"attempt":1,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/10/1-5-0","digest":"5ad69a424682918629461f64d85af28b546980d2636f4a7b56ccdc0778d0f4bd","bytes":59181,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/10/1-4-0","digest":"ce84106d0cb0747b89d13844410b37533d1d09cdc8af488562bf3309b05cbd39","bytes":58904,"epoch":4,"step":0}}]', '5', '5', '0.88', '2', '0.08166982800000097', NULL, '2026-11-28 09:38:05.740329+00', '2026-11-28 09:38:05.965944+00', '0', 'control', '4'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '11', 'complete', '{"std":0.059067614555479674,"learningRate":0.1}', '{"patchSize":8,"scale":1,"glimpses":2,"patchHidden":16,"locationHidden":16,"hidden":32,"locator":"linear","locatorHidden":128,"locationMean":"tanh","recurrentInit":"uniform","coreLosses":"action","policy":"frozen","std":0.059067614555479674,"firstLocation":"random","reward":"correct","optimizer":"sgd","momentum":0.9,"learningRate":0.1,"schedule":"linear","restartEpoch":null,"restartFactor":2,"stepEpochs":10,"decay":0.1,"patience":10,"batchSize":30,"epochs":5,"reinforceWeight":0.01,"clipNorm":null,"rollouts":1,"evaluation":"mean","evaluationRollouts":1,"normalisation":"none","validationSplit":0.1,"seed":4013592944}', '1', '0', 'machine-1-29492-9c485921', '[{"attempt":1,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/11/1-5-0","digest":"62c62aec8d57717c92854d35f8f627699500a33f4dbeb2c167f9584578d52749","bytes":59199,"epoch":5,"step":0}},{"attempt":1,"ref":{"name":"7e30fe3b-a261-4020-ac4a-d437a3fa3f79/11/1-4-0","digest":"37a06e3639777766d4662ed31ae368f138a13281766380f2c42d0de2faf4d4d7","bytes":58921,"epoch":4,"step":0}}]', '5', '5', '0.67', '5', '0.12467492599999241', NULL, '2026-11-28 09:38:05.743673+00', '2026-11-28 09:38:05.965944+00', '0', 'control', '4');

insert into ram_sweep."attempts" ("study_id", "trial", "attempt", "worker", "state", "failure", "reason", "started_at", "ended_at") values
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '0', '1', 'machine-1-29492-9c485921', 'pruned', NULL, NULL, '2026-11-28 09:38:00.873623+00', '2026-11-28 09:38:01.367551+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '0', '2', 'machine-1-29491-1b6fc54f', 'lost', NULL, 'worker machine-1-29491-1b6fc54f was not heard of any more', '2026-11-28 09:38:01.692882+00', '2026-11-28 09:38:03.198096+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '0', '3', 'machine-1-29492-9c485921', 'pruned', NULL, NULL, '2026-11-28 09:38:03.209424+00', '2026-11-28 09:38:03.327472+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '1', '1', 'machine-1-29491-1b6fc54f', 'pruned', NULL, NULL, '2026-11-28 09:38:01.007099+00', '2026-11-28 09:38:01.367551+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '1', '2', 'machine-1-29492-9c485921', 'pruned', NULL, NULL, '2026-11-28 09:38:01.699022+00', '2026-11-28 09:38:01.837544+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '2', '1', 'machine-1-29491-1b6fc54f', 'pruned', NULL, NULL, '2026-11-28 09:38:01.434994+00', '2026-11-28 09:38:01.643428+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '3', '1', 'machine-1-29492-9c485921', 'pruned', NULL, NULL, '2026-11-28 09:38:01.442987+00', '2026-11-28 09:38:01.643428+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '4', '1', 'machine-1-29492-9c485921', 'pruned', NULL, NULL, '2026-11-28 09:38:01.823873+00', '2026-11-28 09:38:01.927398+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '5', '1', 'machine-1-29492-9c485921', 'failed', '{"class":"diverged","message":"training diverged: the loss is Infinity in epoch 1 after 14 steps; a lower learningRate or a clipNorm can help","retryable":false,"epoch":0}', NULL, '2026-11-28 09:38:01.929342+00', '2026-11-28 09:38:02.035691+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '6', '1', 'machine-1-29492-9c485921', 'complete', NULL, NULL, '2026-11-28 09:38:04.220363+00', '2026-11-28 09:38:04.448367+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '7', '1', 'machine-1-29651-5947e3fa', 'complete', NULL, NULL, '2026-11-28 09:38:04.299053+00', '2026-11-28 09:38:04.75508+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '8', '1', 'machine-1-29492-9c485921', 'complete', NULL, NULL, '2026-11-28 09:38:04.394693+00', '2026-11-28 09:38:04.663029+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '9', '1', 'machine-1-29492-9c485921', 'complete', NULL, NULL, '2026-11-28 09:38:04.62943+00', '2026-11-28 09:38:04.834346+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '10', '1', 'machine-1-29651-5947e3fa', 'complete', NULL, NULL, '2026-11-28 09:38:05.740329+00', '2026-11-28 09:38:05.965944+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '11', '1', 'machine-1-29492-9c485921', 'complete', NULL, NULL, '2026-11-28 09:38:05.743673+00', '2026-11-28 09:38:05.965944+00');

insert into ram_sweep."epochs" ("study_id", "trial", "epoch", "attempt", "steps", "learning_rate", "train_loss", "action_loss", "baseline_loss", "reinforce_loss", "train_error", "validation_error", "validation_loss", "seconds", "recorded_at") values
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '0', '1', '1', '30', '0.1', '2.3963572741821406', '2.3115411440531415', '0.08488903113951286', '-0.007290101051330567', '0.9122222222222223', '0.85', '2.3126589357164113', '0.048161360000000285', '2026-11-28 09:38:01.367551+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '0', '2', '3', '30', '0.1', '2.404943969388803', '2.2993730306625366', '0.10536413639783859', '0.020680232842763265', '0.8855555555555555', '0.79', '2.2814638991142653', '0.039734372000002634', '2026-11-28 09:38:03.327472+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '1', '1', '1', '30', '0.1', '2.4045640005537234', '2.3177395105361938', '0.08684696744506558', '-0.002247742753631125', '0.9111111111111111', '0.89', '2.3135645707161703', '0.04644181800000092', '2026-11-28 09:38:01.367551+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '1', '2', '2', '30', '0.1', '2.3982795841397015', '2.3142059087753295', '0.08412867362300555', '-0.005499825863322864', '0.9077777777777778', '0.95', '2.3180689848959073', '0.023311753999998696', '2026-11-28 09:38:01.837544+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '2', '1', '1', '30', '0.1', '2.3925542361397913', '2.3078905820846556', '0.08465914577245712', '0.00045082826788226765', '0.9111111111111111', '0.92', '2.305283869398731', '0.04729839800000013', '2026-11-28 09:38:01.643428+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '3', '1', '1', '30', '0.1', '2.4100902753707296', '2.318560083707174', '0.0914345794939436', '0.009561216961204384', '0.9033333333333333', '0.95', '2.3180965951615966', '0.06787476300000005', '2026-11-28 09:38:01.643428+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '4', '1', '1', '30', '0.1', '2.4026041979743167', '2.30821578502655', '0.09465728358676036', '-0.026887063899387918', '0.8955555555555555', '0.88', '2.29909938670915', '0.012962091999999755', '2026-11-28 09:38:01.927398+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '4', '2', '1', '30', '0.1', '2.3910792726843315', '2.256575647989909', '0.13429857827723027', '0.020504641719162463', '0.8444444444444444', '0.77', '2.189593320320068', '0.010558374999999159', '2026-11-28 09:38:01.927398+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '4', '3', '1', '30', '0.1', '2.2802816654227986', '2.114411886533101', '0.16593590527772903', '-0.006612638803198933', '0.8055555555555556', '0.87', '2.2162282693777944', '0.01116072999999915', '2026-11-28 09:38:01.927398+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '4', '4', '1', '30', '0.05', '2.242566161540648', '2.051943051815033', '0.19146629124879838', '-0.08431815231839816', '0.7733333333333333', '0.84', '2.0839324810167836', '0.012100845999999364', '2026-11-28 09:38:01.927398+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '6', '1', '1', '30', '0.1', '2.4033867198768815', '2.3191183249155682', '0.08446605206263484', '-0.019765710132196544', '0.9111111111111111', '0.95', '2.330496649377619', '0.02732615199999781', '2026-11-28 09:38:04.337093+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '6', '2', '1', '30', '0.08000000000000002', '2.3977541034740084', '2.2841634273529055', '0.11364616317053636', '-0.005548704943309227', '0.8755555555555555', '0.89', '2.2324281783060527', '0.010405904999997797', '2026-11-28 09:38:04.337093+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '6', '3', '1', '30', '0.06', '2.3116315376460554', '2.138347645600637', '0.17358418852090834', '-0.03002964754899343', '0.7988888888888889', '0.76', '2.0604041038175755', '0.024447220999999447', '2026-11-28 09:38:04.337093+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '6', '4', '1', '30', '0.04000000000000001', '2.1782291720382245', '2.008987323443095', '0.1691059631605943', '0.013588543453564247', '0.7966666666666666', '0.8', '1.9971168985674133', '0.02146063599999798', '2026-11-28 09:38:04.448367+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '6', '5', '1', '30', '0.019999999999999997', '2.1481033158483918', '1.960892669359843', '0.1877660778661569', '-0.0555431377608329', '0.7544444444444445', '0.76', '1.903248349174281', '0.0323983709999975', '2026-11-28 09:38:04.448367+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '7', '1', '1', '30', '0.1', '2.388164234409109', '2.291746656099955', '0.0965579379349947', '-0.014035962584118048', '0.8966666666666666', '0.91', '2.282960034132327', '0.03275202100000069', '2026-11-28 09:38:04.59232+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '7', '2', '1', '30', '0.08000000000000002', '2.3357676882029823', '2.1579068462053934', '0.17767291627824305', '0.018792571934560933', '0.8044444444444444', '0.74', '2.020552991946977', '0.03866162299999996', '2026-11-28 09:38:04.663029+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '7', '3', '1', '30', '0.06', '2.2021664252989', '1.99123348792394', '0.2114550106227398', '-0.05220732477804025', '0.7588888888888888', '0.74', '1.933453895435405', '0.02420635799999923', '2026-11-28 09:38:04.663029+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '7', '4', '1', '30', '0.04000000000000001', '2.1244712075577894', '1.8773505608240764', '0.24690684229135512', '0.02138044423578928', '0.6988888888888889', '0.69', '1.7659113389762504', '0.012546026000000666', '2026-11-28 09:38:04.663029+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '7', '5', '1', '30', '0.019999999999999997', '1.9867265564613046', '1.7606048782666524', '0.227070664614439', '-0.09489864197870096', '0.6655555555555556', '0.67', '1.8089300428948372', '0.03446238700000027', '2026-11-28 09:38:04.75508+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '8', '1', '1', '30', '0.1', '2.3976208515604958', '2.2967409610748293', '0.10106350580851237', '-0.018361532284567755', '0.8888888888888888', '0.87', '2.241547801145357', '0.03542020599999978', '2026-11-28 09:38:04.59232+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '8', '2', '1', '30', '0.08000000000000002', '2.3413664514527963', '2.1753253897031146', '0.16608089506626128', '-0.00398333165794611', '0.8222222222222222', '0.86', '2.0711289405265854', '0.04857796399999551', '2026-11-28 09:38:04.59232+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '8', '3', '1', '30', '0.06', '2.273330945823342', '2.0832964460055035', '0.1899732102950414', '0.006128952279686928', '0.7811111111111111', '0.77', '2.1324779820972806', '0.013886383000001846', '2026-11-28 09:38:04.59232+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '8', '4', '1', '30', '0.04000000000000001', '2.225910414235667', '2.0226452589035033', '0.20377575978636742', '-0.05106044542044401', '0.7533333333333333', '0.79', '1.989933007285966', '0.0231034600000039', '2026-11-28 09:38:04.663029+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '8', '5', '1', '30', '0.019999999999999997', '2.172181743219184', '1.967904273668925', '0.20516857703526814', '-0.08911074850087365', '0.7166666666666667', '0.75', '1.9985113335085203', '0.01751167400000031', '2026-11-28 09:38:04.663029+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '9', '1', '1', '30', '0.1', '2.40491227512698', '2.3138455152511597', '0.09095080873618523', '0.0115951139635096', '0.9122222222222223', '0.84', '2.314132633975512', '0.030325346999999975', '2026-11-28 09:38:04.75508+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '9', '2', '1', '30', '0.08000000000000002', '2.414347931923035', '2.2826125383377076', '0.1317140725751718', '0.0021321010154982407', '0.85', '0.83', '2.218113533960213', '0.011352249000002302', '2026-11-28 09:38:04.75508+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '9', '3', '1', '30', '0.06', '2.3572830445505684', '2.1922994295756024', '0.16525066296259563', '-0.02670479876299699', '0.8277777777777777', '0.87', '2.209934322172194', '0.008887736000001499', '2026-11-28 09:38:04.75508+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '9', '4', '1', '30', '0.04000000000000001', '2.3181085490273925', '2.169216100374858', '0.1491319994131724', '-0.0239550760636727', '0.84', '0.82', '2.1441452194731894', '0.02500430199999573', '2026-11-28 09:38:04.834346+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '9', '5', '1', '30', '0.019999999999999997', '2.252923890697459', '2.1115713834762575', '0.1414007840057214', '-0.00482767845193545', '0.8322222222222222', '0.9', '2.145820145360921', '0.01734818699999869', '2026-11-28 09:38:04.834346+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '10', '1', '1', '30', '0.1', '2.320553183555603', '2.320553183555603', '0', '0', '0.9166666666666666', '0.92', '2.3310020937407785', '0.025818724000000213', '2026-11-28 09:38:05.894044+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '10', '2', '1', '30', '0.08000000000000002', '2.312009263038635', '2.312009263038635', '0', '0', '0.9111111111111111', '0.88', '2.3035171763470426', '0.010328005000001214', '2026-11-28 09:38:05.894044+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '10', '3', '1', '30', '0.06', '2.3097572962443036', '2.3097572962443036', '0', '0', '0.9122222222222223', '0.95', '2.310019596486782', '0.0183498069999996', '2026-11-28 09:38:05.894044+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '10', '4', '1', '30', '0.04000000000000001', '2.306493544578552', '2.306493544578552', '0', '0', '0.89', '0.93', '2.3165194469494392', '0.013876877999999126', '2026-11-28 09:38:05.894044+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '10', '5', '1', '30', '0.019999999999999997', '2.302883243560791', '2.302883243560791', '0', '0', '0.8911111111111111', '0.95', '2.3125921771496123', '0.013296414000000825', '2026-11-28 09:38:05.965944+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '11', '1', '1', '30', '0.1', '2.315777866045634', '2.315777866045634', '0', '0', '0.9011111111111111', '0.88', '2.3230454658503943', '0.042983023999997386', '2026-11-28 09:38:05.894044+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '11', '2', '1', '30', '0.08000000000000002', '2.1420806606610614', '2.1420806606610614', '0', '0', '0.8111111111111111', '0.85', '2.018142958950751', '0.017383834000001118', '2026-11-28 09:38:05.894044+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '11', '3', '1', '30', '0.06', '1.790399726231893', '1.790399726231893', '0', '0', '0.6844444444444444', '0.73', '1.8462397353614617', '0.018637906999998455', '2026-11-28 09:38:05.965944+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '11', '4', '1', '30', '0.04000000000000001', '1.5969448844591776', '1.5969448844591776', '0', '0', '0.6277777777777778', '0.68', '1.656298642013005', '0.020140306999998754', '2026-11-28 09:38:05.965944+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '11', '5', '1', '30', '0.019999999999999997', '1.4576452215512594', '1.4576452215512594', '0', '0', '0.5611111111111111', '0.67', '1.5556040811103677', '0.02552985399999671', '2026-11-28 09:38:05.965944+00');

insert into ram_sweep."test_results" ("study_id", "trial", "epoch", "policy", "rollouts", "error", "images", "engine", "recorded_at") values
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '6', '3', 'mean', '1', '0.8166666666666667', '60', 'onnx', '2026-11-28 09:38:07.10293+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '6', '3', 'sampled', '10', '0.8833333333333333', '60', 'onnx', '2026-11-28 09:38:07.127449+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '7', '5', 'mean', '1', '0.6', '60', 'onnx', '2026-11-28 09:38:07.390999+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '7', '5', 'sampled', '10', '0.5', '60', 'onnx', '2026-11-28 09:38:07.415828+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '8', '5', 'mean', '1', '0.7333333333333333', '60', 'onnx', '2026-11-28 09:38:07.651255+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '8', '5', 'sampled', '10', '0.7', '60', 'onnx', '2026-11-28 09:38:07.672123+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '9', '4', 'mean', '1', '0.8166666666666667', '60', 'onnx', '2026-11-28 09:38:07.904559+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '9', '4', 'sampled', '10', '0.7666666666666667', '60', 'onnx', '2026-11-28 09:38:07.925072+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '10', '2', 'mean', '1', '0.9', '60', 'onnx', '2026-11-28 09:38:08.435776+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '10', '2', 'sampled', '10', '0.9', '60', 'onnx', '2026-11-28 09:38:08.457059+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '11', '5', 'mean', '1', '0.5666666666666667', '60', 'onnx', '2026-11-28 09:38:08.165304+00'),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '11', '5', 'sampled', '10', '0.5666666666666667', '60', 'onnx', '2026-11-28 09:38:08.186108+00');

insert into ram_sweep."workers" ("id", "host", "pid", "engine", "device", "slots", "state", "runs", "started_at", "last_seen_at") values
  ('machine-1-29491-1b6fc54f', 'machine-1', '29491', 'onnx', 'CPU, 1 thread', '1', 'ready', '[{"step": 0, "epoch": 0, "steps": 0, "study": "7e30fe3b-a261-4020-ac4a-d437a3fa3f79", "trial": 2, "epochs": 5, "attempt": 1, "stepsPerSecond": 0}]', '2026-11-28 09:38:00.745+00', '2026-11-28 09:38:02.190205+00'),
  ('machine-1-29492-9c485921', 'machine-1', '29492', 'onnx', 'CPU, 1 thread', '1', 'ready', '[{"step": 0, "epoch": 0, "steps": 0, "study": "7e30fe3b-a261-4020-ac4a-d437a3fa3f79", "trial": 11, "epochs": 5, "attempt": 1, "stepsPerSecond": 0}]', '2026-11-28 09:38:00.68+00', '2026-11-28 09:38:06.241186+00'),
  ('machine-1-29651-5947e3fa', 'machine-1', '29651', 'onnx', 'CPU, 1 thread', '1', 'ready', '[{"step": 0, "epoch": 0, "steps": 0, "study": "7e30fe3b-a261-4020-ac4a-d437a3fa3f79", "trial": 10, "epochs": 5, "attempt": 1, "stepsPerSecond": 0}]', '2026-11-28 09:38:03.42+00', '2026-11-28 09:38:06.241186+00');

insert into ram_sweep."activity" ("study_id", "number", "at", "trial", "kind", "message", "attempt", "sequence") values
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '1', '2026-11-28 09:37:59.596881+00', NULL, 'study', 'study digits created with 6 trials', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '2', '2026-11-28 09:38:00.873623+00', '0', 'started', 'trial 0 started on machine-1-29492-9c485921', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '3', '2026-11-28 09:38:01.007099+00', '1', 'started', 'trial 1 started on machine-1-29491-1b6fc54f', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '4', '2026-11-28 09:38:01.367551+00', '0', 'pruned', 'trial 0 pruned: 85.00 % is not enough: the best 0 of 1 go on from epoch 1', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '5', '2026-11-28 09:38:01.367551+00', '1', 'pruned', 'trial 1 pruned: 89.00 % is not enough: the best 1 of 2 go on from epoch 1', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '6', '2026-11-28 09:38:01.367551+00', '0', 'promoted', 'trial 0 goes on after all: the best 1 of 2 go on from epoch 1', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '7', '2026-11-28 09:38:01.434994+00', '2', 'started', 'trial 2 started on machine-1-29491-1b6fc54f', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '8', '2026-11-28 09:38:01.442987+00', '3', 'started', 'trial 3 started on machine-1-29492-9c485921', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '9', '2026-11-28 09:38:01.643428+00', '3', 'pruned', 'trial 3 pruned: 95.00 % is not enough: the best 1 of 3 go on from epoch 1', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '10', '2026-11-28 09:38:01.643428+00', '2', 'pruned', 'trial 2 pruned: 92.00 % is not enough: the best 2 of 4 go on from epoch 1', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '11', '2026-11-28 09:38:01.643428+00', '1', 'promoted', 'trial 1 goes on after all: the best 2 of 4 go on from epoch 1', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '12', '2026-11-28 09:38:01.692882+00', '0', 'started', 'trial 0 started on machine-1-29491-1b6fc54f, attempt 2, from the checkpoint after epoch 1', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '13', '2026-11-28 09:38:01.699022+00', '1', 'started', 'trial 1 started on machine-1-29492-9c485921, attempt 2, from the checkpoint after epoch 1', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '14', '2026-11-28 09:38:01.823873+00', '4', 'started', 'trial 4 started on machine-1-29492-9c485921', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '15', '2026-11-28 09:38:01.837544+00', '1', 'pruned', 'trial 1 pruned: 95.00 % is not enough: the best 0 of 1 go on from epoch 2', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '16', '2026-11-28 09:38:01.929342+00', '5', 'started', 'trial 5 started on machine-1-29492-9c485921', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '17', '2026-11-28 09:38:01.927398+00', '4', 'pruned', 'trial 4 pruned: 84.00 % is not enough: the best 0 of 1 go on from epoch 4', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '18', '2026-11-28 09:38:02.035691+00', '5', 'failed', 'trial 5 failed (diverged) after epoch 0: training diverged: the loss is Infinity in epoch 1 after 14 steps; a lower learningRate or a clipNorm can help', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '19', '2026-11-28 09:38:03.198096+00', '0', 'lost', 'trial 0 waits again after attempt 2: worker machine-1-29491-1b6fc54f was not heard of any more', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '20', '2026-11-28 09:38:03.209424+00', '0', 'started', 'trial 0 started on machine-1-29492-9c485921, attempt 3, from the checkpoint after epoch 1', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '21', '2026-11-28 09:38:03.327472+00', '0', 'pruned', 'trial 0 pruned: 79.00 % is not enough: the best 1 of 3 go on from epoch 2', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '22', '2026-11-28 09:38:03.711304+00', NULL, 'study', '4 finalists added', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '23', '2026-11-28 09:38:04.220363+00', '6', 'started', 'trial 6 started on machine-1-29492-9c485921', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '24', '2026-11-28 09:38:04.299053+00', '7', 'started', 'trial 7 started on machine-1-29651-5947e3fa', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '25', '2026-11-28 09:38:04.394693+00', '8', 'started', 'trial 8 started on machine-1-29492-9c485921', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '26', '2026-11-28 09:38:04.448367+00', '6', 'complete', 'trial 6 complete: best validation error 76.00 % at epoch 3', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '27', '2026-11-28 09:38:04.62943+00', '9', 'started', 'trial 9 started on machine-1-29492-9c485921', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '28', '2026-11-28 09:38:04.663029+00', '8', 'complete', 'trial 8 complete: best validation error 75.00 % at epoch 5', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '29', '2026-11-28 09:38:04.75508+00', '7', 'complete', 'trial 7 complete: best validation error 67.00 % at epoch 5', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '30', '2026-11-28 09:38:04.834346+00', '9', 'complete', 'trial 9 complete: best validation error 82.00 % at epoch 4', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '31', '2026-11-28 09:38:05.230275+00', NULL, 'study', '2 controls added', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '32', '2026-11-28 09:38:05.740329+00', '10', 'started', 'trial 10 started on machine-1-29651-5947e3fa', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '33', '2026-11-28 09:38:05.743673+00', '11', 'started', 'trial 11 started on machine-1-29492-9c485921', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '34', '2026-11-28 09:38:05.965944+00', '10', 'complete', 'trial 10 complete: best validation error 88.00 % at epoch 2', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '35', '2026-11-28 09:38:05.965944+00', '11', 'complete', 'trial 11 complete: best validation error 67.00 % at epoch 5', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '36', '2026-11-28 09:38:06.249948+00', NULL, 'study', 'study complete', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '37', '2026-11-28 09:38:07.10293+00', '6', 'tested', 'trial 6 tested: error 81.67 % on 60 images, weights of epoch 3', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '38', '2026-11-28 09:38:07.127449+00', '6', 'tested', 'trial 6 tested: error 88.33 % on 60 images, weights of epoch 3', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '39', '2026-11-28 09:38:07.390999+00', '7', 'tested', 'trial 7 tested: error 60.00 % on 60 images, weights of epoch 5', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '40', '2026-11-28 09:38:07.415828+00', '7', 'tested', 'trial 7 tested: error 50.00 % on 60 images, weights of epoch 5', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '41', '2026-11-28 09:38:07.651255+00', '8', 'tested', 'trial 8 tested: error 73.33 % on 60 images, weights of epoch 5', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '42', '2026-11-28 09:38:07.672123+00', '8', 'tested', 'trial 8 tested: error 70.00 % on 60 images, weights of epoch 5', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '43', '2026-11-28 09:38:07.904559+00', '9', 'tested', 'trial 9 tested: error 81.67 % on 60 images, weights of epoch 4', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '44', '2026-11-28 09:38:07.925072+00', '9', 'tested', 'trial 9 tested: error 76.67 % on 60 images, weights of epoch 4', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '45', '2026-11-28 09:38:08.165304+00', '11', 'tested', 'trial 11 tested: error 56.67 % on 60 images, weights of epoch 5', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '46', '2026-11-28 09:38:08.186108+00', '11', 'tested', 'trial 11 tested: error 56.67 % on 60 images, weights of epoch 5', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '47', '2026-11-28 09:38:08.435776+00', '10', 'tested', 'trial 10 tested: error 90.00 % on 60 images, weights of epoch 2', NULL, NULL),
  ('7e30fe3b-a261-4020-ac4a-d437a3fa3f79', '48', '2026-11-28 09:38:08.457059+00', '10', 'tested', 'trial 10 tested: error 90.00 % on 60 images, weights of epoch 2', NULL, NULL);
