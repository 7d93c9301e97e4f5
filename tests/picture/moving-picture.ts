import { BACKGROUND, cellsOf, FOREGROUND } from './cells.js';
import { CELL, drawRow } from './draw-row.js';

/** A frame of the dashboard as Ink wrote it, and for how long it is shown. */
export interface Shot {
  readonly frame: string;
  readonly seconds: number;
}

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A row's content, and the shots [from, to) in which it is there. */
interface Stretch {
  readonly row: number;
  readonly line: string;
  readonly from: number;
  readonly to: number;
}

const MARGIN = 16;
const TITLE_BAR = 32;

/**
 * Frames one after the other, for ever, as an SVG without scripts and fonts of its own, which moves where it is an
 * image of a page. What does not change from one to the next is drawn once. Who wants no motion sees the shot `poster`
 * alone.
 */
export function movingPicture(shots: readonly Shot[], poster: number, { columns, rows }: Size): string {
  const width = Math.round(columns * CELL.width + 2 * MARGIN);
  const height = rows * CELL.height + TITLE_BAR + MARGIN;
  const stretches = stretchesOf(shots);
  const intervals = [...new Set(stretches.filter((each) => !isStill(each, shots)).map(nameOf))];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" xml:space="preserve" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14" fill="${FOREGROUND}">`,
    `<style>${styles(intervals, shots)}</style>`,
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    ...['#ff5f57', '#febc2e', '#28c840'].map(
      (colour, index) => `<circle cx="${18 + index * 18}" cy="16" r="5" fill="${colour}"/>`,
    ),
    `<g transform="translate(${MARGIN} ${TITLE_BAR})">`,
    ...stretches.map((stretch) => drawStretch(stretch, shots, poster)),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function stretchesOf(shots: readonly Shot[]): Stretch[] {
  const frames = shots.map(({ frame }) => frame.split('\n').map((line) => line.trimEnd()));
  const rows = Math.max(...frames.map((lines) => lines.length));
  return Array.from({ length: rows }, (_, row) => row).flatMap((row) => {
    const found: Stretch[] = [];
    frames.forEach((lines, shot) => {
      const line = lines[row] ?? '';
      const last = found.at(-1);
      if (last?.line === line) found[found.length - 1] = { ...last, to: shot + 1 };
      else found.push({ row, line, from: shot, to: shot + 1 });
    });
    return found.filter(({ line }) => line !== '');
  });
}

const isStill = ({ from, to }: Stretch, shots: readonly Shot[]): boolean => from === 0 && to === shots.length;
const nameOf = ({ from, to }: Pick<Stretch, 'from' | 'to'>): string => `s${from}-${to}`;

function drawStretch(stretch: Stretch, shots: readonly Shot[], poster: number): string {
  const { row, line, from, to } = stretch;
  const drawn = drawRow(cellsOf(line), row * CELL.height);
  if (isStill(stretch, shots)) return drawn;
  const hidden = from <= poster && poster < to ? '' : ' h';
  return `<g class="${nameOf(stretch)}${hidden}">${drawn}</g>`;
}

/** For each interval an animation that is visible in it alone. Between two of its keyframes nothing changes. */
function styles(intervals: readonly string[], shots: readonly Shot[]): string {
  const total = shots.reduce((sum, { seconds }) => sum + seconds, 0);
  const percentAt = (shot: number): string => {
    const before = shots.slice(0, shot).reduce((sum, { seconds }) => sum + seconds, 0);
    return `${Math.round((before / total) * 10_000) / 100}%`;
  };
  const rules = intervals.map((name) => {
    const [from, to] = name.slice(1).split('-').map(Number) as [number, number];
    const frames = [
      ...(from > 0 ? ['0%{visibility:hidden}'] : []),
      `${percentAt(from)}{visibility:visible}`,
      ...(to < shots.length ? [`${percentAt(to)}{visibility:hidden}`] : []),
    ];
    return `@keyframes ${name}{${frames.join('')}}g.${name}{animation-name:${name}}`;
  });
  return [
    'text{white-space:pre}',
    'image{image-rendering:pixelated}',
    `g[class]{animation:${Math.round(total * 10) / 10}s step-end infinite}`,
    '.h{visibility:hidden}',
    ...rules,
    '@media(prefers-reduced-motion:reduce){g[class]{animation:none}}',
  ].join('\n');
}
