import { describe, expect, it } from 'vitest';
import { terminalPicture } from '../src/index.js';
import { samplePath } from './sample-path.js';

const plain = { colours: 'none', columns: 80 } as const;

/** Two pixels in 24-bit colour. */
const cell = (upper: string, lower: string) => `\u001B[38;2;${upper}m\u001B[48;2;${lower}m▀`;

describe('the path in a terminal', () => {
  it('is plain ASCII without colours: windows as frames, the location as o', () => {
    const picture = terminalPicture(samplePath(), plain);
    expect(picture).toBe(
      [
        '1  at (+0.00, +0.00)   2  at (-0.50, -0.50)',
        '   2x2 px                 2x2 px',
        ' ++                    +o',
        ' +o                     @',
        '',
        'answer 2 with probability 62.5%: right',
        '  2  ############# 62.5%',
        '  1  ##### 25.0%',
        '  0  ### 12.5%',
        '',
      ].join('\n'),
    );
    expect(picture).toMatch(/^[\n -~]*$/);
  });

  it('puts steps below one another where they do not fit', () => {
    const lines = terminalPicture(samplePath(), { ...plain, columns: 42 }).split('\n');
    expect(lines.slice(0, 10)).toEqual([
      '1  at (+0.00, +0.00)',
      '   2x2 px',
      ' ++',
      ' +o',
      '',
      '2  at (-0.50, -0.50)',
      '   2x2 px',
      '+o',
      ' @',
      '',
    ]);
  });

  it('says what a wrong answer should have been', () => {
    expect(terminalPicture(samplePath(1), plain)).toContain(
      'answer 2 with probability 62.5%: wrong, it is 1\n',
    );
  });

  it('shrinks an image that is wider than the terminal', () => {
    // pairs of columns: the left one holds the lit column, half bright
    const lines = terminalPicture(samplePath(), { ...plain, columns: 2 }).split('\n');
    expect(lines[2]).toHaveLength(2);
  });

  it('shrinks images for all steps to fit on the screen, but not below their titles', () => {
    const large = { ...samplePath(), size: 60, pixels: new Float32Array(3_600) };
    const linesAt = (rows: number) => terminalPicture(large, { ...plain, rows }).split('\n');
    // A step takes 2 titles, 30 lines of pixels and a gap, the answer 4 lines: 70 where both are below one another.
    expect(linesAt(70)).toHaveLength(70 + 1);
    // Half as wide, the two fit beside each other: 2 + 15 + 1 + 4.
    expect(linesAt(69)).toHaveLength(22 + 1);
    expect(linesAt(69)[0]).toBe('1  at (+0.00, +0.00)             2  at (-0.50, -0.50)');
    // A third, 20 cells, is as wide as the titles: 2 + 10 + 1 + 4.
    expect(linesAt(5)).toHaveLength(17 + 1);
  });

  it('draws two pixels a cell in 24-bit colour, changing colours only where they change', () => {
    const lines = terminalPicture(samplePath(), { colours: 'truecolor', columns: 42 }).split('\n');
    // First step, blue (86, 180, 233). The frame covers pixels 1 and 2 of rows 1 and 2, three quarters of its colour:
    // over white 255 + 0.75 · (86 − 255, 180 − 255, 233 − 255), over black 0.75 · (86, 180, 233).
    const [white, black] = ['128;199;239', '65;135;175'];
    expect(lines[0]).toBe('\u001B[38;2;86;180;233m1  at (+0.00, +0.00)\u001B[0m');
    expect(lines[2]).toBe(
      `${cell('0;0;0', '0;0;0')}${cell('255;255;255', white)}${cell('0;0;0', black)}${cell('0;0;0', '0;0;0')}\u001B[0m`,
    );
    // The location is pixel (2, 2), in the colour itself.
    expect(lines[3]).toContain(cell('86;180;233', '0;0;0'));
  });

  it('takes the nearest of 256 colours where there are no more', () => {
    const lines = terminalPicture(samplePath(), { colours: 'ansi256', columns: 42 }).split('\n');
    // (86, 180, 233) is nearest to level 1, 3, 4 of the cube (95, 175, 215): 16 + 36 + 18 + 4
    expect(lines[0]).toBe('\u001B[38;5;74m1  at (+0.00, +0.00)\u001B[0m');
    // black is 16, white 231
    expect(lines[2]?.startsWith('\u001B[38;5;16m\u001B[48;5;16m▀\u001B[38;5;231m')).toBe(true);
  });
});
