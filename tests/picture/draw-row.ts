import { BACKGROUND, FOREGROUND, type Cell } from './cells.js';
import { pngDataUri } from './png.js';

/** A cell's width and height, and where in it text stands, in units of the picture. */
export const CELL = { width: 8.4, height: 18, baseline: 13 } as const;

interface Run {
  readonly start: number;
  readonly cells: readonly Cell[];
}

/**
 * A row of a frame as SVG, its left end at x = 0 and its top at y: blocks as shapes, as fonts differ in them, text as
 * text.
 */
export function drawRow(cells: readonly Cell[], y: number): string {
  const backgrounds = runs(cells, ({ background, character }) => (character === '▀' ? null : background));
  const pixels = runs(cells, ({ character }) => (character === '▀' ? character : null));
  const blocks = runs(cells, (cell) => (shapeOf(cell.character) ? styleOf(cell) : null));
  const texts = runs(cells, (cell) => (isDrawn(cell) ? null : styleOf(cell)));
  return [
    ...pixels.map((run) => drawPixels(run, y)),
    ...backgrounds.map((run) => drawBackground(run, y)),
    ...blocks.map((run) => drawBlocks(run, y)),
    ...texts.flatMap((run) => drawText(run, y)),
  ].join('');
}

/** Neighbours for which `key` is the same; those for which it is null are left out. */
function runs(cells: readonly Cell[], key: (cell: Cell) => string | null): Run[] {
  const found: { start: number; key: string; cells: Cell[] }[] = [];
  cells.forEach((cell, column) => {
    const own = key(cell);
    const last = found.at(-1);
    if (own === null) return;
    if (last && last.key === own && last.start + last.cells.length === column) last.cells.push(cell);
    else found.push({ start: column, key: own, cells: [cell] });
  });
  return found;
}

const isDrawn = ({ character }: Cell): boolean => character === '▀' || shapeOf(character) !== null;

const styleOf = ({ character, colour, background, bold, dim, underline }: Cell): string =>
  [character === '░' || character === '│', colour, background, bold, dim, underline].join();

function drawBackground({ start, cells }: Run, y: number): string {
  const { width, height } = CELL;
  return `<path fill="${cells[0]!.background}" d="M${n(start * width)} ${y}h${n(cells.length * width)}v${height}h-${n(cells.length * width)}z"/>`;
}

/** Halves of cells that are pixels of a picture. */
function drawPixels({ start, cells }: Run, y: number): string {
  const upper = cells.map(({ colour }) => colour ?? FOREGROUND);
  const lower = cells.map(({ background }) => background ?? BACKGROUND);
  const size = `width="${n(cells.length * CELL.width)}" height="${CELL.height}"`;
  return `<image x="${n(start * CELL.width)}" y="${y}" ${size} preserveAspectRatio="none" href="${pngDataUri([upper, lower])}"/>`;
}

function drawBlocks({ start, cells }: Run, y: number): string {
  const { colour, dim, character } = cells[0]!;
  const opacity = character === '░' ? 0.25 : dim ? 0.6 : 1;
  return `<path fill="${colour ?? FOREGROUND}"${attribute('opacity', opacity, 1)} d="${rectangles(start, cells, y)}"/>`;
}

/** From where to where a block reaches, as shares of a cell's height from its top; null for what is no block. */
function shapeOf(character: string): readonly [top: number, bottom: number] | null {
  if (character === '░' || character === '█') return [0, 1];
  const eighths = '▁▂▃▄▅▆▇'.indexOf(character) + 1;
  return eighths > 0 ? [1 - eighths / 8, 1] : null;
}

/** Equal neighbours as one rectangle. */
function rectangles(start: number, cells: readonly Cell[], y: number): string {
  return runs(cells, ({ character }) => shapeOf(character)!.join())
    .map((run) => {
      const [top, bottom] = shapeOf(run.cells[0]!.character)!;
      const width = n(run.cells.length * CELL.width);
      const left = n((start + run.start) * CELL.width);
      return `M${left} ${n(y + top * CELL.height)}h${width}v${n((bottom - top) * CELL.height)}h-${width}z`;
    })
    .join('');
}

/** Text in one style, without the spaces at its ends. */
function drawText({ start, cells }: Run, y: number): string[] {
  const text = cells.map(({ character }) => character).join('');
  const shown = text.trim();
  if (shown === '') return [];
  const { colour, bold, dim, underline } = cells[0]!;
  const first = start + text.length - text.trimStart().length;
  const { length } = Array.from(shown);
  const attributes = [
    `x="${n(first * CELL.width)}"`,
    `y="${n(y + CELL.baseline)}"`,
    length > 1 ? `textLength="${n(length * CELL.width)}"` : '',
    colour === null ? '' : `fill="${colour}"`,
    bold ? 'font-weight="bold"' : '',
    dim ? 'opacity=".65"' : '',
    underline ? 'text-decoration="underline"' : '',
  ];
  return [`<text ${attributes.filter(Boolean).join(' ')}>${escape(shown)}</text>`];
}

const attribute = (name: string, value: number, usual: number): string =>
  value === usual ? '' : ` ${name}="${value}"`;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A number as short as a tenth of a pixel allows. */
const n = (value: number): string => String(Math.round(value * 10) / 10);
