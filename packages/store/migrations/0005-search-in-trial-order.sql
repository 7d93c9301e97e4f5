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
