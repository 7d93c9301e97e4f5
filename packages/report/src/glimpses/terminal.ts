import { percent } from '@ram-sweep/format';
import { stepColour } from './colour.js';
import type { Glimpse, GlimpsePath } from './glimpse-path.js';
import { stepImage } from './step-image.js';
import { coloured, type TerminalColours } from './terminal-cells.js';

export interface TerminalOptions {
  readonly colours: TerminalColours;
  /** Width of the terminal. As many steps stand side by side as fit; larger images are shrunk to it. */
  readonly columns: number;
  /**
   * Its height; no limit by default. Images are shrunk, down to the width of their titles, for all steps to fit on it.
   */
  readonly rows?: number;
}

const GAP = 3;

/** Cells of the longest bar of a probability. */
const BAR = 20;

/** Answers that are listed. */
const ANSWERS = 3;

/** The path over one image, step by step, and the answer. Without colours it is plain ASCII. Ends with a newline. */
export function terminalPicture(path: GlimpsePath, { colours, ...room }: TerminalOptions): string {
  const answer = answerLines(path);
  const { shrink, imageWidth, width, perRow } = arrange(path, room, answer.length);
  const steps = path.glimpses.map((glimpse, step) => stepBlock(path, glimpse, step, shrink, colours));
  const rows: string[] = [];
  for (let first = 0; first < steps.length; first += perRow) {
    rows.push(...sideBySide(steps.slice(first, first + perRow), width, imageWidth), '');
  }
  const text = [...rows, ...answer, ''].join('\n');
  return colours === 'none' ? text.replaceAll('×', 'x').replaceAll('█', '#') : text;
}

interface Arrangement {
  /** Pixels that are pooled to one, each way. */
  readonly shrink: number;
  /** Of an image, and of its step with the titles, in cells. */
  readonly imageWidth: number;
  readonly width: number;
  readonly perRow: number;
}

/**
 * Shrunk no more than it takes for all steps to fit, and not below the titles, where it would bring no more side by
 * side.
 */
function arrange(
  path: GlimpsePath,
  { columns, rows = Infinity }: Omit<TerminalOptions, 'colours'>,
  answerRows: number,
): Arrangement {
  const titles = path.glimpses.flatMap((glimpse, step) => titlesOf(glimpse, step));
  const titleWidth = Math.max(...titles.map(({ length }) => length));
  const at = (shrink: number): Arrangement => {
    const imageWidth = Math.ceil(path.size / shrink);
    const width = Math.max(imageWidth, titleWidth);
    return { shrink, imageWidth, width, perRow: Math.max(1, Math.floor((columns + GAP) / (width + GAP))) };
  };
  const heightOf = ({ imageWidth, perRow }: Arrangement): number =>
    Math.ceil(path.glimpses.length / perRow) * (TITLES + Math.ceil(imageWidth / 2) + 1) + answerRows;
  let found = at(Math.max(1, Math.ceil(path.size / Math.max(1, columns))));
  for (;;) {
    const smaller = at(found.shrink + 1);
    if (heightOf(found) <= rows || smaller.imageWidth < titleWidth) return found;
    found = smaller;
  }
}

/** Lines above an image. */
const TITLES = 2;

const titlesOf = ({ x, y, windows }: Glimpse, step: number): [where: string, what: string] => [
  `${step + 1}  at (${signed(x)}, ${signed(y)})`,
  `   ${windows.map(({ side }) => `${side}×${side}`).join(' ')} px`,
];

interface Block {
  /** Lines above the image: as plain text, and as they are shown. */
  readonly titles: readonly { readonly text: string; readonly shown: string }[];
  readonly image: readonly string[];
}

function stepBlock(
  path: GlimpsePath,
  glimpse: Glimpse,
  step: number,
  shrink: number,
  colours: TerminalColours,
): Block {
  const colour = stepColour(step, path.glimpses.length);
  const [where, what] = titlesOf(glimpse, step);
  return {
    titles: [
      { text: where, shown: coloured(where, colour, colours) },
      { text: what, shown: what },
    ],
    image: stepImage(path, step, shrink, colours),
  };
}

/** Blocks of equal height next to one another, each `width` cells wide and its image `imageWidth`. */
function sideBySide(blocks: readonly Block[], width: number, imageWidth: number): string[] {
  const columns = blocks.map(({ titles, image }) => [
    ...titles.map(({ text, shown }) => `${shown}${' '.repeat(width - text.length)}`),
    ...image.map((line) => `${line}${' '.repeat(width - imageWidth)}`),
  ]);
  const gap = ' '.repeat(GAP);
  return columns[0]!.map((_, line) =>
    columns
      .map((column) => column[line])
      .join(gap)
      .trimEnd(),
  );
}

function answerLines({ probabilities, answer, label, probability }: GlimpsePath): string[] {
  const verdict = answer === label ? 'right' : `wrong, it is ${label}`;
  const best = probabilities
    .map((value, index) => ({ value, index }))
    .toSorted((a, b) => b.value - a.value || a.index - b.index)
    .slice(0, ANSWERS);
  return [
    `answer ${answer} with probability ${percent(probability, 1)}: ${verdict}`,
    ...best.map(({ value, index }) => `  ${index}  ${bar(value)}${percent(value, 1)}`),
  ];
}

const bar = (share: number): string => {
  const cells = '█'.repeat(Math.round(share * BAR));
  return cells === '' ? '' : `${cells} `;
};

const signed = (value: number): string => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(2)}`;
