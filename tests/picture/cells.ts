/** One cell of a terminal. Colours are as CSS has them; null is the terminal's own. */
export interface Cell {
  readonly character: string;
  readonly colour: string | null;
  readonly background: string | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly underline: boolean;
}

interface Style extends Omit<Cell, 'character'> {
  readonly inverse: boolean;
}

const PLAIN: Style = {
  colour: null,
  background: null,
  bold: false,
  dim: false,
  underline: false,
  inverse: false,
};

/** The palette of GitHub's dark theme: black, red, green, yellow, blue, magenta, cyan, white; then the bright ones. */
const PALETTE = ['#484f58', '#ff7b72', '#7ee787', '#e3b341', '#79c0ff', '#d2a8ff', '#76e3ea', '#b1bac4'];
const BRIGHT = ['#8b949e', '#ffa198', '#aff5b4', '#f2cc60', '#a5d6ff', '#e2c5ff', '#b3f0ff', '#ffffff'];
export const FOREGROUND = '#e6edf3';
export const BACKGROUND = '#0d1117';

const ESCAPE = '\u001B';
const SEQUENCE = new RegExp(`${ESCAPE}\\[([0-9;]*)m`, 'g');

/** A line of a frame as cells, its styles (SGR) worked out. */
export function cellsOf(line: string): Cell[] {
  const cells: Cell[] = [];
  let style = PLAIN;
  let from = 0;
  for (const { 0: sequence, 1: codes, index } of line.matchAll(SEQUENCE)) {
    cells.push(...styled(line.slice(from, index), style));
    style = restyled(style, (codes || '0').split(';').map(Number));
    from = index + sequence.length;
  }
  return [...cells, ...styled(line.slice(from), style)];
}

function styled(text: string, { inverse, ...style }: Style): Cell[] {
  const swapped = inverse
    ? { ...style, colour: style.background ?? BACKGROUND, background: style.colour ?? FOREGROUND }
    : style;
  return Array.from(text).map((character) => ({ character, ...swapped }));
}

const FLAGS: Readonly<Record<number, Partial<Style>>> = {
  0: PLAIN,
  1: { bold: true },
  2: { dim: true },
  4: { underline: true },
  7: { inverse: true },
  22: { bold: false, dim: false },
  24: { underline: false },
  27: { inverse: false },
  39: { colour: null },
  49: { background: null },
};

function restyled(style: Style, codes: readonly number[]): Style {
  let next = style;
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index]!;
    if (code === 38 || code === 48) {
      const [r, g, b] = codes.slice(index + 2, index + 5);
      next = { ...next, [code === 38 ? 'colour' : 'background']: `#${hex(r)}${hex(g)}${hex(b)}` };
      index += 4;
    } else next = { ...next, ...(FLAGS[code] ?? namedColour(code)) };
  }
  return next;
}

function namedColour(code: number): Partial<Style> {
  const bright = code >= 90;
  const colour = (bright ? BRIGHT : PALETTE)[code % 10];
  const layer = Math.floor((bright ? code - 60 : code) / 10);
  return layer === 3 ? { colour: colour ?? null } : { background: colour ?? null };
}

const hex = (part = 0): string => part.toString(16).padStart(2, '0');
