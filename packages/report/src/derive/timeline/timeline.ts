import type { StudySpec } from '@ram-sweep/protocol';
import type { AttemptSpan } from '@ram-sweep/store/read';
import type { ReportTrial } from '../../report-trial.js';
import { placeOnLanes } from './lanes.js';
import { rungsOf } from './rungs.js';
import { kindOf, type TrialKind } from './trial-kind.js';

/** An attempt on its lane, or several that no pixel would separate. */
export interface TimelineBar {
  /** Of a single attempt; null where several are drawn as one. */
  readonly trial: number | null;
  readonly kind: TrialKind;
  readonly lane: number;
  /** Seconds since the start of the study. */
  readonly from: number;
  readonly to: number;
}

/** An attempt that came to a rung. */
export interface RungMark {
  readonly trial: number;
  readonly lane: number;
  /** Seconds since the start of the study. */
  readonly at: number;
  /** Epochs of the rung. */
  readonly rung: number;
  /** Whether the trial was trained beyond the rung. */
  readonly promoted: boolean;
}

export interface Timeline {
  /** A lane for every slot of a worker that was in use; the name stands at the first of each worker. */
  readonly lanes: readonly string[];
  readonly bars: readonly TimelineBar[];
  readonly marks: readonly RungMark[];
  readonly seconds: number;
  /** Workers that are left out, those that did least. */
  readonly workersLeftOut: number;
  /** Rung marks that are left out: all or none. */
  readonly marksLeftOut: number;
  /** Whether neighbours are drawn as one. */
  readonly merged: boolean;
}

/** More than a page can show apart. */
const MOST_BARS = 2000;
const MOST_RUNG_MARKS = 1000;

/** Of the whole time: a gap that is no wider is not seen. */
const NARROWEST_GAP = 1 / 1000;

/** Who trained what when. An attempt that still runs lasts until `now`. Null where nothing was attempted. */
export function timeline(
  spec: Pick<StudySpec, 'pruner' | 'config'>,
  trials: readonly ReportTrial[],
  attempts: readonly AttemptSpan[],
  now: Date,
): Timeline | null {
  const [first] = attempts;
  if (first === undefined) return null;
  const start = first.startedAt.getTime();
  const secondsAt = (time: Date) => Math.max(0, (time.getTime() - start) / 1000);
  const byNumber = new Map(trials.map((trial) => [trial.number, trial]));
  const { lanes, placed, workersLeftOut } = placeOnLanes(attempts);
  const bars = placed.map(({ lane, span }) => ({
    trial: span.trial,
    kind: kindOf(byNumber.get(span.trial)),
    lane,
    from: secondsAt(span.startedAt),
    to: secondsAt(span.endedAt ?? now),
  }));
  const seconds = bars.reduce((last, { to }) => Math.max(last, to), 0);
  const marks = placed.flatMap(({ lane, span }) => {
    const trial = byNumber.get(span.trial);
    const mark = trial && rungMark(spec, trial, span);
    return mark ? [{ ...mark, lane, at: secondsAt(span.endedAt ?? now) }] : [];
  });
  const merged = bars.length > MOST_BARS;
  return {
    lanes,
    bars: merged ? mergeNeighbours(bars, seconds * NARROWEST_GAP) : bars,
    marks: marks.length > MOST_RUNG_MARKS ? [] : marks,
    seconds,
    workersLeftOut,
    marksLeftOut: marks.length > MOST_RUNG_MARKS ? marks.length : 0,
    merged,
  };
}

/** The rung at which an attempt ended; null where it ended elsewhere. */
function rungMark(spec: Pick<StudySpec, 'pruner' | 'config'>, trial: ReportTrial, span: AttemptSpan) {
  if (trial.searchIndex === null || span.lastEpoch === null || span.endedAt === null) return null;
  const rung = span.lastEpoch;
  if (!rungsOf(spec, trial.searchIndex, trial.epochsTotal).includes(rung)) return null;
  return { trial: trial.number, rung, promoted: trial.epochs > rung };
}

/** Bars of one kind on one lane, with gaps of no more than `gap` seconds between them, become one. */
function mergeNeighbours(bars: readonly TimelineBar[], gap: number): TimelineBar[] {
  const merged: TimelineBar[] = [];
  const last = new Map<number, number>();
  for (const bar of bars) {
    const index = last.get(bar.lane);
    const before = index === undefined ? undefined : merged[index];
    if (index !== undefined && before?.kind === bar.kind && bar.from - before.to <= gap) {
      merged[index] = { ...before, trial: null, to: Math.max(before.to, bar.to) };
    } else {
      last.set(bar.lane, merged.length);
      merged.push(bar);
    }
  }
  return merged;
}
