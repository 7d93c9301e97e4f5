-- What a trial is for, best-trusted first, and the trial of the search whose config it has.
create type ram_sweep.trial_phase as enum ('finalist', 'search', 'control');
alter table ram_sweep.trials add column phase ram_sweep.trial_phase not null default 'search';
alter table ram_sweep.trials add column repeats integer;

-- The leaderboard: finalists, then the search, then controls; each best first.
drop index ram_sweep.trials_rank;
create index trials_rank on ram_sweep.trials (study_id, phase, best_validation_error, best_epoch, number);

-- An attempt that the pruner ended.
alter type ram_sweep.attempt_state add value 'pruned' before 'lost';

-- Studies of before had neither. As text, for the order of a space's fields is the order of columns.
update ram_sweep.studies
  set spec = regexp_replace(spec::text, '^\s*\{', '{"pruner":{"name":"none"},"finalists":null,')::json
  where spec -> 'pruner' is null;
