-- The trials that wait, in the order in which they are taken: those that were interrupted first.
create index trials_queue on ram_sweep.trials (study_id, state, attempt desc, number);
