import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Braille } from '../../src/plots/braille.js';
import { linePlot } from '../../src/plots/line-plot.js';
import { progressBar, sparkline } from '../../src/plots/sparkline.js';
import { strip } from '../../src/plots/strip.js';

describe('a sparkline', () => {
  it('has equal steps for equal factors', () => {
    // From 1 to 2⁷ in 7 doublings, for 8 levels.
    expect(sparkline([1, 2, 4, 8, 16, 32, 64, 128], 8)).toBe('▁▂▃▄▅▆▇█');
    expect(sparkline([3, 3], 4)).toBe('▁▁  ');
    expect(sparkline([], 3)).toBe('   ');
  });

  it('has a place for an error of 0', () => {
    // 0 is drawn as 0.0001: 0.01 lies half way to 1, 3.5 of 7 steps, rounded up.
    expect(sparkline([1, 0.01, 0], 3)).toBe('█▅▁');
  });

  it('keeps the first and the last point of a long curve', () => {
    const line = sparkline(
      Array.from({ length: 100 }, (_, index) => index + 1),
      10,
    );
    expect(line).toHaveLength(10);
    expect(line.startsWith('▁') && line.endsWith('█')).toBe(true);
  });
});

it('a bar is full only when all is done', () => {
  expect(progressBar(0.5, 4)).toBe('██░░');
  expect(progressBar(0.99, 4)).toBe('███░');
  expect(progressBar(2, 4)).toBe('████');
});

describe('braille', () => {
  it('has two by four dots in a cell, the first at the bottom left', () => {
    const picture = new Braille(2, 1);
    picture.dot(0, 0);
    picture.dot(3, 3);
    expect(picture.lines()).toEqual(['⡀⠈']);
  });

  it('leaves out dots beyond its edges', () => {
    const picture = new Braille(1, 1);
    for (const [x, y] of [
      [-1, 0],
      [2, 0],
      [0, 4],
      [0, -1],
      [Number.NaN, 0],
    ] as const)
      picture.dot(x, y);
    expect(picture.lines()).toEqual([' ']);
  });

  it('draws lines without gaps', () => {
    const picture = new Braille(2, 1);
    picture.line({ x: 0, y: 0 }, { x: 3, y: 3 });
    // Dots (0,0), (1,1), (2,2), (3,3).
    expect(picture.lines()).toEqual(['⡠⠊']);
  });
});

describe('a plot of lines', () => {
  it('is on a log scale, with its ends beside it', () => {
    const points = [
      { at: 0, error: 0.01 },
      { at: 1, error: 0.1 },
      { at: 2, error: 1 },
    ];
    expect(
      linePlot({ series: [{ points }], axis: { name: 'x', from: 0, to: 2 }, width: 12, height: 3 }),
    ).toEqual(['100.00%│  ⡠⠊', '  1.00%│⡠⠊  ', '       └0 x2']);
  });

  it('stays at an error until the next one, where it goes by steps', () => {
    const points = [
      { at: 0, error: 1 },
      { at: 1, error: 0.1 },
    ];
    const axis = { name: '', from: 0, to: 1 };
    const lines = linePlot({ series: [{ points, steps: true }], axis, width: 10, height: 2 });
    expect(lines[0]).toBe('100.00%│⠉⢹');
  });

  it('says so where there is nothing yet', () => {
    const axis = { name: 'epochs', from: 1, to: 1 };
    expect(linePlot({ series: [], axis, width: 40, height: 8 })).toEqual(['nothing yet']);
  });

  it('is as high and wide as it was asked to be, whatever the errors', () => {
    const error = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(error, { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 12, max: 80 }),
        fc.integer({ min: 2, max: 20 }),
        (errors, width, height) => {
          const points = errors.map((each, at) => ({ at, error: each }));
          const axis = { name: 'epochs', from: 0, to: errors.length };
          const lines = linePlot({ series: [{ points }], axis, width, height });
          expect(lines).toHaveLength(height);
          for (const line of lines) expect(line).toHaveLength(width);
        },
      ),
    );
  });
});

it('a strip has a dot for each cell with trials, the best at the bottom', () => {
  const cells = [
    { column: 0, row: 0, trials: 9 },
    { column: 3, row: 7, trials: 1 },
  ];
  expect(strip({ field: 'std', cells }, 2, 2)).toEqual([' ⠈', '⡀ ']);
});
