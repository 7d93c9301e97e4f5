import { readProvenance, type Provenance } from '@ram-sweep/results';
import {
  readErrorRange,
  readFieldSpread,
  readRecentAttempts,
  readRunningBest,
  readTrials,
  type FieldSpread,
  type Reader,
  type RecentAttempt,
  type RunningBest,
  type StudySummary,
} from '@ram-sweep/store/read';
import { remembered } from '../remembered.js';
import { errorTicks, type ErrorTicks } from '../charts/error-ticks.js';
import { spreadAxis } from '../charts/spread-axis.js';

/** What is drawn of a study as a whole, counted by the database: as large for 100,000 trials as for a hundred. */
export interface StudyPicture {
  readonly best: RunningBest;
  /** Validation error by epoch of the best trials of the search, best first. */
  readonly curves: readonly { readonly trial: number; readonly curve: readonly number[] }[];
  readonly spread: Spread | null;
  /** Who trained what lately, newest first. */
  readonly attempts: readonly RecentAttempt[];
  readonly provenance: Provenance;
}

/** Where the trials lie in each searched field; null before the first epoch. */
interface Spread {
  /** The axis of errors that all fields share. */
  readonly errors: ErrorTicks;
  readonly columns: number;
  readonly rows: number;
  /** One in so many trials is counted. */
  readonly every: number;
  readonly fields: readonly FieldSpread[];
}

const CURVES = 8;
/** Trials that are counted for the spread of the fields: beyond, a picture of them looks the same. */
const MOST_COUNTED = 5_000;
/** Up to so many trials each is a dot of its own; more of them are counted by larger cells. */
const MOST_DOTS = 1_000;
const FINE = { columns: 160, rows: 80 };
const COARSE = { columns: 40, rows: 20 };
/** What the lanes look back on. */
export const LANES_SECONDS = 600;
const MOST_ATTEMPTS = 400;

/** What was read of a study that is under way may be some seconds old, where reading it takes long. */
export function readPicture(reader: Reader, study: StudySummary, now: Date): Promise<StudyPicture> {
  const { id, state, lastEventAt, epochsDone, counts } = study;
  const mark = JSON.stringify([state, lastEventAt, epochsDone, counts]);
  const isMoving = state === 'active' || state === 'paused';
  return remembered(reader, { key: `picture ${id}`, mark, isMoving }, () => readNow(reader, study, now));
}

/** One after the other: a page has one connection's worth of a large study's time at most. */
async function readNow(reader: Reader, study: StudySummary, now: Date): Promise<StudyPicture> {
  const since = new Date(lanesEnd(study, now).getTime() - LANES_SECONDS * 1000);
  const best = await readRunningBest(reader, study.id);
  const curves = await readTrials(reader, study.id, { phases: ['search'], ranked: true, limit: CURVES });
  const spread = await readSpread(reader, study);
  const attempts = await readRecentAttempts(reader, study.id, { since, limit: MOST_ATTEMPTS });
  const provenance = await readProvenance(reader, study.id);
  return {
    best,
    curves: curves.map(({ number, curve }) => ({ trial: number, curve })),
    spread,
    attempts,
    provenance,
  };
}

/** The present; of a study that is over, its last event. */
export const lanesEnd = (
  { state, lastEventAt }: Pick<StudySummary, 'state' | 'lastEventAt'>,
  now: Date,
): Date => (state === 'active' || state === 'paused' ? now : (lastEventAt ?? now));

async function readSpread(reader: Reader, { id, spec, phases }: StudySummary): Promise<Spread | null> {
  const range = await readErrorRange(reader, id);
  if (range === null) return null;
  const errors = errorTicks(range.low, range.high);
  const { trials } = phases.search;
  const every = Math.max(1, Math.ceil(trials / MOST_COUNTED));
  const size = trials <= MOST_DOTS ? FINE : COARSE;
  const axes = Object.entries(spec.space).flatMap(([field, distribution]) =>
    distribution ? spreadAxis(field, distribution) : [],
  );
  const fields = await readFieldSpread(reader, id, { axes, ...size, every, errors });
  return { errors, ...size, every, fields };
}
