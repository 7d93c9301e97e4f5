import type { Rgb } from './colour.js';

/** What a terminal can show: 24-bit colour, the 256 colours of xterm, or text alone. */
export type TerminalColours = 'truecolor' | 'ansi256' | 'none';

/** One cell of a terminal, two pixels above one another. */
export interface Cell {
  readonly upper: Rgb;
  readonly lower: Rgb;
  /** What stands here where there is no colour. */
  readonly character: string;
}

const RESET = '\u001B[0m';

/** A row of cells as text. Colours are set where they change, and reset at the end. */
export function cellRow(cells: readonly Cell[], colours: TerminalColours): string {
  if (colours === 'none') return cells.map(({ character }) => character).join('');
  let style = '';
  const text = cells.map(({ upper, lower }) => {
    const next = `${colourCode(38, upper, colours)}${colourCode(48, lower, colours)}`;
    const change = next === style ? '' : next;
    style = next;
    return `${change}▀`;
  });
  return `${text.join('')}${RESET}`;
}

/** Text in a colour, as far as there are colours. */
export function coloured(text: string, colour: Rgb, colours: TerminalColours): string {
  return colours === 'none' ? text : `${colourCode(38, colour, colours)}${text}${RESET}`;
}

/** Select Graphic Rendition: layer 38 is the text, 48 what is behind it. */
function colourCode(layer: 38 | 48, colour: Rgb, colours: 'truecolor' | 'ansi256'): string {
  return colours === 'truecolor'
    ? `\u001B[${layer};2;${colour.join(';')}m`
    : `\u001B[${layer};5;${xtermColour(colour)}m`;
}

/** The nearest of xterm's 24 greys (232 … 255, levels 8, 18 … 238) or of its 6×6×6 cube (16 … 231). */
function xtermColour([red, green, blue]: Rgb): number {
  if (red === green && green === blue) {
    if (red < 4) return 16;
    return red > 246 ? 231 : 232 + Math.min(23, Math.max(0, Math.round((red - 8) / 10)));
  }
  return 16 + 36 * cubeLevel(red) + 6 * cubeLevel(green) + cubeLevel(blue);
}

/** The cube's levels are 0, 95, 135, 175, 215, 255. */
const cubeLevel = (part: number): number =>
  part < 48 ? 0 : part < 115 ? 1 : Math.min(5, Math.round((part - 55) / 40));

const RAMP = ' .:-=+*#%@';

/** A brightness in [0, 1] as a character. */
export const shade = (brightness: number): string =>
  RAMP[Math.min(RAMP.length - 1, Math.floor(Math.max(0, brightness) * RAMP.length))] ?? ' ';

export const grey = (brightness: number): Rgb => {
  const level = Math.round(255 * Math.min(1, Math.max(0, brightness)));
  return [level, level, level];
};
