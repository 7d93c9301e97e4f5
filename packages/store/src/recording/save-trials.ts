import { sql, type SQL } from 'drizzle-orm';
import type { Queries } from '../connection/database.js';
import { recordset } from '../insert-rows.js';
import { epochs, trials } from '../schema.js';
import type { Standing } from './describe.js';
import type { TrialFacts } from './trial-machine.js';

/** Writes the facts back, and sums up the trials' epochs. Returns how the trials that have epochs stand. */
export async function saveTrials(
  db: Queries,
  studyId: string,
  touched: readonly TrialFacts[],
): Promise<Map<number, Standing>> {
  const rows = touched.map(({ number, state, failedAttempts, lostAttempts, checkpoints, failure }) => ({
    number,
    state,
    failedAttempts,
    lostAttempts,
    checkpoints,
    failure,
  }));
  const { rows: saved } = await db.execute<SavedTrial>(sql`
    update ${trials} as held set ${FACTS}, ${WHEREABOUTS}, ${SUMS}, ${BEST}
    from ${recordset(trials, rows)} as new
      cross join lateral (${sumsOfEpochs(studyId)}) as total
      left join lateral (${bestEpoch(studyId)}) as best on true
    where held.study_id = ${studyId} and held.number = new.number
    returning held.number, held.best_validation_error as error, held.best_epoch as epoch`);
  return new Map(saved.flatMap(standing));
}

interface SavedTrial extends Record<string, unknown> {
  readonly number: number;
  readonly error: number | null;
  readonly epoch: number | null;
}

const standing = ({ number, error, epoch }: SavedTrial): [number, Standing][] =>
  error === null || epoch === null ? [] : [[number, { bestValidationError: error, bestEpoch: epoch }]];

const FACTS = sql`
  state = new.state, failed_attempts = new.failed_attempts, lost_attempts = new.lost_attempts,
  checkpoints = new.checkpoints, failure = new.failure`;

/** Who has the trial, and since when nobody needs to. */
const WHEREABOUTS = sql`
  worker = case when new.state in ('waiting', 'paused') then null else held.worker end,
  finished_at = case when new.state in ('waiting', 'running', 'paused') then null else coalesce(held.finished_at, now()) end`;

const SUMS = sql`epochs = total.epochs, train_seconds = total.seconds`;

const BEST = sql`best_validation_error = best.validation_error, best_epoch = best.epoch`;

/** Seconds are added in the order of epochs: doubles add up to the same bits every time. */
const sumsOfEpochs = (studyId: string): SQL => sql`
  select count(*) as epochs, coalesce(sum(seconds order by epoch), 0) as seconds
  from ${epochs} where study_id = ${studyId} and trial = new.number`;

const bestEpoch = (studyId: string): SQL => sql`
  select validation_error, epoch
  from ${epochs} where study_id = ${studyId} and trial = new.number
  order by validation_error, epoch limit 1`;
