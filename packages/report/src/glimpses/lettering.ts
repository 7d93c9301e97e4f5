import type { Rgb } from './colour.js';
import type { Raster } from './raster.js';

/** Columns and rows of a letter, in its own pixels, and the empty column behind it. */
const WIDTH = 5;
const HEIGHT = 7;
const SPACE = 1;

/** Rows of each letter from the top, 1 where there is ink. Those that pictures need, and no more. */
const LETTERS: Readonly<Record<string, string>> = {
  0: '01110 10001 10011 10101 11001 10001 01110',
  1: '00100 01100 00100 00100 00100 00100 01110',
  2: '01110 10001 00001 00010 00100 01000 11111',
  3: '11111 00010 00100 00010 00001 10001 01110',
  4: '00010 00110 01010 10010 11111 00010 00010',
  5: '11111 10000 11110 00001 00001 10001 01110',
  6: '00110 01000 10000 11110 10001 10001 01110',
  7: '11111 00001 00010 00100 01000 01000 01000',
  8: '01110 10001 10001 01110 10001 10001 01110',
  9: '01110 10001 10001 01111 00001 00010 01100',
  '%': '11000 11001 00010 00100 01000 10011 00011',
  '.': '00000 00000 00000 00000 00000 01100 01100',
  ',': '00000 00000 00000 00000 01100 00100 01000',
  a: '00000 00000 01110 00001 01111 10001 01111',
  e: '00000 00000 01110 10001 11111 10000 01110',
  f: '00110 01001 01000 11100 01000 01000 01000',
  k: '10000 10000 10010 10100 11000 10100 10010',
  n: '00000 00000 10110 11001 10001 10001 10001',
  o: '00000 00000 01110 10001 10001 10001 01110',
  r: '00000 00000 10110 11001 10000 10000 10000',
  t: '01000 01000 11100 01000 01000 01001 00110',
};

/** Size of a text in pixels, each of its own `zoom` pixels wide. */
export const textWidth = (text: string, zoom: number): number =>
  (text.length * (WIDTH + SPACE) - SPACE) * zoom;
export const textHeight = (zoom: number): number => HEIGHT * zoom;

/** Writes digits, and the few letters that pictures need, with their top left corner at (left, top). */
export function write(
  raster: Raster,
  text: string,
  left: number,
  top: number,
  zoom: number,
  colour: Rgb,
): void {
  for (let place = 0; place < text.length; place += 1) {
    const rows = LETTERS[text[place]!]?.split(' ') ?? [];
    rows.forEach((row, y) => {
      for (let x = 0; x < WIDTH; x += 1) {
        const column = left + (place * (WIDTH + SPACE) + x) * zoom;
        if (row[x] === '1') raster.rectangle(column, top + y * zoom, zoom, zoom, colour);
      }
    });
  }
}

/** The same with its middle at (x, y). */
export function writeCentred(
  raster: Raster,
  text: string,
  x: number,
  y: number,
  zoom: number,
  colour: Rgb,
): void {
  const left = Math.round(x - textWidth(text, zoom) / 2);
  write(raster, text, left, Math.round(y - textHeight(zoom) / 2), zoom, colour);
}
