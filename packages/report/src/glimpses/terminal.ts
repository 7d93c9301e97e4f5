import { percent } from '@ram-sweep/format';
import { stepColour } from './colour.js';
import type { Glimpse, GlimpsePath } from './glimpse-path.js';
import { stepImage } from './step-image.js';
import { coloured, type TerminalColours } from './terminal-cells.js';

export interface TerminalOptions {
  readonly colours: TerminalColours;
  /** Width of the terminal. As many steps stand side by side as fit; larger images are shrunk to it. */
  readonly columns: number;
}

const GAP = 3;

/** Cells of the longest bar of a probability. */
const BAR = 20;

/** Answers that are listed. */
const ANSWERS = 3;

/** The path over one image, step by step, and the answer. Without colours it is plain ASCII. Ends with a newline. */
export function terminalPicture(path: GlimpsePath, { colours, columns }: TerminalOptions): string {
  const shrink = Math.max(1, Math.ceil(path.size / Math.max(1, columns)));
  const imageWidth = Math.ceil(path.size / shrink);
  const steps = path.glimpses.map((glimpse, step) => stepBlock(path, glimpse, step, shrink, colours));
  const width = Math.max(imageWidth, ...steps.flatMap(({ titles }) => titles.map(({ text }) => text.length)));
  const perRow = Math.max(1, Math.floor((columns + GAP) / (width + GAP)));
  const rows: string[] = [];
  for (let first = 0; first < steps.length; first += perRow) {
    rows.push(...sideBySide(steps.slice(first, first + perRow), width, imageWidth), '');
  }
  const text = [...rows, ...answerLines(path), ''].join('\n');
  return colours === 'none' ? text.replaceAll('×', 'x').replaceAll('█', '#') : text;
}

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
  const where = `${step + 1}  at (${signed(glimpse.x)}, ${signed(glimpse.y)})`;
  const what = `   ${glimpse.windows.map(({ side }) => `${side}×${side}`).join(' ')} px`;
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
