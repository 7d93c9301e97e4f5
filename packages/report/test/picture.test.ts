import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { hex, stepColour, type Rgb } from '../src/glimpses/colour.js';
import { textWidth, write } from '../src/glimpses/lettering.js';
import { Raster } from '../src/glimpses/raster.js';
import { pathPicture } from '../src/index.js';
import { samplePath } from './sample-path.js';

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];

/** The picture as text: # for full ink, . for none, + in between. */
const drawing = (raster: Raster): string[] =>
  Array.from({ length: raster.height }, (_, y) =>
    Array.from({ length: raster.width }, (__, x) => {
      const [red] = raster.at(x, y);
      return red === 255 ? '#' : red === 0 ? '.' : '+';
    }).join(''),
  );

describe('a raster', () => {
  it('cuts off what lies outside', () => {
    const raster = new Raster(4, 3, black);
    raster.rectangle(2, -1, 5, 3, white);
    expect(drawing(raster)).toEqual(['..##', '..##', '....']);
  });

  it('draws a frame inside its rectangle', () => {
    const raster = new Raster(5, 4, black);
    raster.frame(0, 0, 5, 4, 1, white);
    expect(drawing(raster)).toEqual(['#####', '#...#', '#...#', '#####']);
  });

  it('draws lines with smooth edges', () => {
    const raster = new Raster(5, 3, black);
    // The middle row's centres lie on the line, the others one pixel off: more than its half width plus half.
    raster.line([0.5, 1.5], [4.5, 1.5], 1, white);
    expect(drawing(raster)).toEqual(['.....', '#####', '.....']);
    // 0.25 pixels lower: 1.25 − 0.5 … each row is covered in part
    const between = new Raster(3, 3, black);
    between.line([-5, 1.75], [9, 1.75], 1, white);
    expect([0, 1, 2].map((y) => between.at(1, y)[0])).toEqual([0, 191, 64]);
  });

  it('enlarges an image', () => {
    const raster = new Raster(4, 2, black);
    raster.image(Float32Array.of(0, 1), 2, 0, 0, 2);
    expect(drawing(raster)).toEqual(['..##', '..##']);
  });

  it('draws within a clip, and everywhere again afterwards', () => {
    const raster = new Raster(4, 2, black);
    raster.clipped(1, 0, 2, 1, () => raster.rectangle(0, 0, 4, 2, white));
    raster.rectangle(0, 1, 1, 1, white);
    expect(drawing(raster)).toEqual(['.##.', '#...']);
  });
});

describe('lettering', () => {
  it('is drawn letter by letter with a column between them', () => {
    const raster = new Raster(11, 7, black);
    write(raster, '17', 0, 0, 1, white);
    expect(drawing(raster)).toEqual([
      '..#...#####',
      '.##.......#',
      '..#......#.',
      '..#.....#..',
      '..#....#...',
      '..#....#...',
      '.###...#...',
    ]);
    expect(textWidth('17', 1)).toBe(11);
  });
});

describe('the colours of the steps', () => {
  it('go from cool to warm', () => {
    expect([0, 1, 2].map((step) => hex(stepColour(step, 3)))).toEqual(['#56b4e9', '#b880c4', '#f0aa3c']);
  });

  it('of a single glimpse are those of the last', () => {
    expect(stepColour(0, 1)).toEqual(stepColour(4, 5));
  });
});

/** The last column in which the answer is written, for an image of this class that is taken for a 2. */
const lastInk = (label: number) => {
  const { width, height, data, channels } = decode(pathPicture(samplePath(label)));
  const rows = Array.from({ length: 21 }, (_, row) => height - 24 - 10 - 10 - 21 + row);
  return Math.max(
    ...rows.flatMap((y) =>
      Array.from({ length: width }, (_, x) => (data[(y * width + x) * channels] === 228 ? x : 0)),
    ),
  );
};

describe('the picture of a path', () => {
  it('writes what is in the image, what it was taken for, and how surely', () => {
    // `2, 62.5%` and `1 taken for 2, 62.5%`: the ink of the last letter, %, ends with its box: 24 + 8 or 20 letters of
    // 6 · 3 pixels less the last gap
    expect([lastInk(2), lastInk(1)]).toEqual([24 + 8 * 18 - 3 - 1, 24 + 20 * 18 - 3 - 1]);
  });

  it('is a PNG with the image enlarged, frames and path over it, and a bar as long as the probability', () => {
    const { width, height, data, channels } = decode(pathPicture(samplePath()));
    const at = (x: number, y: number) => [...data.subarray((y * width + x) * channels).subarray(0, 3)];
    // 4 pixels of 112, after a gap of 24: pixel (1, 3) is lit and under no window
    expect(at(24 + 112 + 56, 24 + 3 * 112 + 56)).toEqual([255, 255, 255]);
    // the middle of the image, where the first glimpse is, bears a 1 on a disc of the glimpse's colour
    expect(at(24 + 224, 24 + 224)).toEqual([22, 24, 29]);
    expect(at(24 + 224 + 10, 24 + 224)).toEqual([86, 180, 233]);
    // the frame of the first glimpse begins at pixel (1, 1); its colour is the first
    expect(at(24 + 112 + 50, 24 + 112)).toEqual([86, 180, 233]);
    // the bar: 62.5 % of the width between the gaps, green for a right answer
    const bar = height - 24 - 5;
    const end = 24 + Math.round((width - 48) * 0.625);
    expect(at(end - 1, bar)).toEqual([92, 184, 122]);
    expect(at(end, bar)).not.toEqual([92, 184, 122]);
  });
});
