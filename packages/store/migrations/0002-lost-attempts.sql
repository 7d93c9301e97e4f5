-- Attempts in a row that ended with their worker, with no epoch recorded.
alter table ram_sweep.trials add column lost_attempts integer not null default 0;
