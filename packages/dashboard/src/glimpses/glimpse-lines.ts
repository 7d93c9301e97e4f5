import { percent } from '@ram-sweep/format';
import { coloured, stepColour, type GlimpsePath, type TerminalColours } from '@ram-sweep/report/terminal';
import { fit } from '../text/fit.js';
import { greyPicture, stepPicture, type Picture } from './picture.js';
import { shownPath, type Playback } from './playback.js';

export interface GlimpseFrame {
  readonly columns: number;
  readonly rows: number;
  readonly colours: TerminalColours;
}

const GAP = 3;
/** What is beside the image is at least this wide: the longest of it is a glimpse's place. */
const PANEL = 28;
/** Title, image and step, a gap above the image and one below it, and the row that stays free; the footer is below. */
const FIXED_ROWS = 6;
/** Answers that are listed, and the cells of the longest bar. */
const ANSWERS = 3;
const BAR = 14;
/** Widest a patch is enlarged to. */
const PATCH_CELLS = 24;

/** Where a model looks on one image, at one glimpse: all lines of the screen but one for the keys and one to spare. */
export function glimpseLines(playback: Playback, frame: GlimpseFrame): string[] {
  const path = shownPath(playback);
  if (playback.traced === null || path === null) return [];
  const { trial, epoch, validationError, split, paths } = playback.traced;
  const { columns, rows, colours } = frame;
  const title = `where trial ${trial} looks · epoch ${epoch}, validation error ${percent(validationError)}`;
  const place = `${split} image ${path.image} (${playback.image + 1} of ${paths.length})`;
  const room = { columns: Math.max(2, columns - PANEL - GAP), rows: Math.max(1, rows - FIXED_ROWS) };
  const image = stepPicture(path, playback.step, room, colours);
  const panel = panelLines(path, playback.step, columns - image.width - GAP - 1, room.rows, colours);
  const lines = [fit(title, columns - 1), fit(place, columns - 1), '', ...besideOneAnother(image, panel)];
  // The keys are in the same place, whatever the height of the image is.
  return Array.from({ length: Math.max(1, rows - 2) }, (_, row) => lines[row] ?? '');
}

function besideOneAnother({ width, lines }: Picture, panel: readonly string[]): string[] {
  const height = Math.max(lines.length, panel.length);
  return Array.from(
    { length: height },
    (_, row) => `${lines[row] ?? ' '.repeat(width)}${' '.repeat(GAP)}${panel[row] ?? ''}`,
  );
}

/** The step, what the retina saw there, and the answer once the last glimpse is taken. */
function panelLines(
  path: GlimpsePath,
  step: number,
  width: number,
  rows: number,
  colours: TerminalColours,
): string[] {
  const { x, y } = path.glimpses[step]!;
  const where = `glimpse ${step + 1}/${path.glimpses.length} (${signed(x)}, ${signed(y)})`;
  const colour = stepColour(step, path.glimpses.length);
  const answer = step === path.glimpses.length - 1 ? answerLines(path, width, colours) : [];
  // The answer's place is kept free, so that nothing moves when it comes.
  const patches = patchLines(path, step, { width, rows: rows - ANSWERS - 5 }, colours);
  const lines = [
    coloured(fit(where, width), colour, colours),
    stepDots(path, step, colours),
    '',
    ...patches,
    ...(patches.length > 0 ? [''] : []),
  ];
  return [...lines, ...answer].slice(0, rows);
}

/** A dot for each glimpse, those that are taken in their colours. */
function stepDots({ glimpses }: GlimpsePath, step: number, colours: TerminalColours): string {
  const [taken, open] = colours === 'none' ? ['*', '.'] : ['●', '·'];
  const dots = glimpses.map((_, index) =>
    index > step ? open : coloured(taken, stepColour(index, glimpses.length), colours),
  );
  return dots.join(' ');
}

/** All patches of a glimpse next to one another, the smallest first, as large as there is room for. */
function patchLines(
  path: GlimpsePath,
  step: number,
  room: { readonly width: number; readonly rows: number },
  colours: TerminalColours,
): string[] {
  const { patches } = path.glimpses[step]!;
  const cells = Math.min(PATCH_CELLS, Math.floor((room.width + 1) / patches.length) - 1, room.rows * 2);
  const zoom = Math.floor(cells / path.patchSize);
  if (zoom < 1) return [];
  const pictures = patches.map((patch) => greyPicture(patch, path.patchSize, zoom, colours));
  return pictures[0]!.lines.map((_, row) => pictures.map(({ lines }) => lines[row]).join(' '));
}

const RIGHT = [92, 184, 122] as const;
const WRONG = [226, 92, 92] as const;

function answerLines(
  { probabilities, answer, label }: GlimpsePath,
  width: number,
  colours: TerminalColours,
): string[] {
  const right = answer === label;
  const verdict = right ? `answer ${answer}: right` : `answer ${answer}: wrong, it is ${label}`;
  const best = probabilities
    .map((value, index) => ({ value, index }))
    .toSorted((a, b) => b.value - a.value || a.index - b.index)
    .slice(0, ANSWERS)
    .map(({ value, index }) => fit(`${index}  ${bar(value, colours)}${percent(value, 1)}`, width));
  return [coloured(fit(verdict, width), right ? RIGHT : WRONG, colours), ...best];
}

const bar = (share: number, colours: TerminalColours): string => {
  const cells = (colours === 'none' ? '#' : '█').repeat(Math.round(share * BAR));
  return cells === '' ? '' : `${cells} `;
};

const signed = (value: number): string => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(2)}`;
