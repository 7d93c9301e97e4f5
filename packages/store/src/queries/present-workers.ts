import { sql } from 'drizzle-orm';

/** Workers that have been silent for longer are shown nowhere. */
const WORKER_SECONDS = 60;
/** One that trains nothing and has been silent for longer is taken to have ended; nothing is lost if it has not. */
const IDLE_SECONDS = 6;

/**
 * Whether a row of `workers` is of one that is there: it trains something, or could. One that is leaving and has no
 * trial any more has left.
 */
export const isPresent = sql`(
  last_seen_at > now() - make_interval(secs => ${WORKER_SECONDS})
  and (
    jsonb_array_length(runs) > 0
    or (state = 'ready' and last_seen_at > now() - make_interval(secs => ${IDLE_SECONDS}))
  )
)`;

/** Slots that have a trial or may get one: a worker that is leaving takes no more. */
export const usableSlots = sql`case when state = 'draining' then jsonb_array_length(runs) else slots end`;
