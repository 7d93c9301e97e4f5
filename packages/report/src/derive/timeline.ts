import type { StudySpec } from '@ram-sweep/protocol';
import type { AttemptSpan, TrialRow } from '@ram-sweep/store/read';
import { rungsOf } from './rungs.js';

/** What a trial is for, as far as the page gives it a colour. */
export type TrialKind = 'search' | 'finalist' | 'random' | 'frozen' | 'surplus';

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
export const MOST_LANES = 32;
const MOST_BARS = 2000;
const MOST_RUNG_MARKS = 1000;

/** Of the whole time: a gap that is no wider is not seen. */
const NARROWEST_GAP = 1 / 1000;

/** Who trained what when. An attempt that still runs lasts until `now`. Null where nothing was attempted. */
export function timeline(
  spec: Pick<StudySpec, 'pruner' | 'config'>,
  trials: readonly TrialRow[],
  attempts: readonly AttemptSpan[],
  now: Date,
): Timeline | null {
  const [first] = attempts;
  if (first === undefined) return null;
  const start = first.startedAt.getTime();
  const secondsAt = (time: Date) => Math.max(0, (time.getTime() - start) / 1000);
  const byNumber = new Map(trials.map((trial) => [trial.number, trial]));
  const { lanes, placed, workersLeftOut } = placeOnLanes(attempts, now);
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

export function kindOf(trial: Pick<TrialRow, 'phase' | 'config'> | undefined): TrialKind {
  if (trial?.phase !== 'control') return trial?.phase ?? 'search';
  return trial.config.policy === 'frozen' ? 'frozen' : 'random';
}

interface Placed {
  readonly lane: number;
  readonly span: AttemptSpan;
}

/** Attempts of one worker that overlap are on lanes of their own; those of the busiest workers if there are too many. */
function placeOnLanes(attempts: readonly AttemptSpan[], now: Date) {
  const workers = new Map<string, AttemptSpan[]>();
  for (const span of attempts) {
    const spans = workers.get(span.worker);
    if (spans) spans.push(span);
    else workers.set(span.worker, [span]);
  }
  const lanes: string[] = [];
  const placed: Placed[] = [];
  let workersLeftOut = 0;
  for (const [worker, spans] of [...workers].toSorted(([, a], [, b]) => b.length - a.length)) {
    const slots = inSlots(spans, now);
    if (lanes.length > 0 && lanes.length + slots.length > MOST_LANES) {
      workersLeftOut += 1;
      continue;
    }
    for (const [slot, own] of slots.entries()) {
      placed.push(...own.map((span) => ({ lane: lanes.length, span })));
      lanes.push(slot === 0 ? worker : '');
    }
  }
  return { lanes, placed, workersLeftOut };
}

/** Spans in order of their start, each in the first slot that is free by then. */
function inSlots(spans: readonly AttemptSpan[], now: Date): AttemptSpan[][] {
  const slots: AttemptSpan[][] = [];
  for (const span of spans) {
    const free = slots.find((slot) => (slot.at(-1)!.endedAt ?? now) <= span.startedAt);
    if (free) free.push(span);
    else slots.push([span]);
  }
  return slots;
}

/** The rung at which an attempt ended; null where it ended elsewhere. */
function rungMark(spec: Pick<StudySpec, 'pruner' | 'config'>, trial: TrialRow, span: AttemptSpan) {
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
