import * as Plot from '@observablehq/plot';
import { duration } from '@ram-sweep/format';
import type { RungMark, Timeline, TimelineBar } from '../derive/timeline/timeline.js';
import type { Html } from '../html.js';
import { ink, kindColour } from './colours.js';
import { drawChart, ofTrial } from './plot.js';

const LANE = 22;

/** A lane for each slot of a worker, a bar for each attempt; a mark where one came to a rung. */
export function timelineChart({ lanes, bars, marks, seconds }: Timeline): Html {
  return drawChart({
    ariaLabel: 'attempts over time by worker, with the rungs that they came to',
    width: 1080,
    height: 60 + LANE * lanes.length,
    marginLeft: 12,
    marginRight: 12,
    marginTop: 12,
    x: { domain: [0, seconds || 1], label: 'since the start', ...timeTicks(seconds) },
    y: { domain: [-0.5, lanes.length - 0.5], reverse: true, axis: null },
    marks: [
      Plot.rect(bars, {
        x1: 'from',
        x2: 'to',
        y1: ({ lane }: TimelineBar) => lane - BAR / 2,
        y2: ({ lane }: TimelineBar) => lane + BAR / 2,
        fill: ({ kind }: TimelineBar) => kindColour[kind],
        fillOpacity: 0.75,
        stroke: ink.paper,
        strokeWidth: 0.5,
        ariaLabel: ({ trial }: TimelineBar) => (trial === null ? null : ofTrial(trial)),
      }),
      rungMarks(marks, true),
      rungMarks(marks, false),
    ],
  });
}

/** Of a lane's height. */
const BAR = 0.7;

/** Promoted ones are filled; those that stayed there are hollow. */
function rungMarks(marks: readonly RungMark[], promoted: boolean): Plot.Dot {
  return Plot.dot(
    marks.filter((mark) => mark.promoted === promoted),
    {
      x: 'at',
      y: 'lane',
      symbol: 'diamond2',
      r: 3.4,
      fill: promoted ? ink.text : ink.paper,
      stroke: ink.text,
      strokeWidth: 1.2,
      ariaLabel: ({ trial }: RungMark) => ofTrial(trial),
    },
  );
}

const ROUND_SECONDS = [
  1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 10_800, 21_600, 43_200,
];
const DAY = 86_400;

function timeTicks(seconds: number): Plot.ScaleOptions {
  const step = ROUND_SECONDS.find((each) => seconds / each <= 8) ?? DAY * Math.ceil(seconds / DAY / 8);
  const ticks = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
  return { ticks, tickFormat: (value: number) => (value === 0 ? '0' : shortDuration(value)) };
}

/** A round number of seconds without its empty parts: `1m`, `1m30s`, `2h`. */
const shortDuration = (seconds: number): string =>
  seconds < 60
    ? `${seconds}s`
    : duration(seconds)
        .replace(/00[sm]$|00h$/, '')
        .replace(/(\d)([mhd])0?$/, '$1$2');
