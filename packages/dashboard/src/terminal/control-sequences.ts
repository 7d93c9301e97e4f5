/** Sequences of ECMA-48 and xterm, as far as a screen is drawn with them. */
const CSI = '\u001B[';

/** The other screen, which has no scrollback, with its cursor hidden. Lines that are too long are cut, not wrapped. */
export const enterScreen = `${CSI}?1049h${CSI}2J${CSI}?25l${CSI}?7l`;
export const leaveScreen = `${CSI}?7h${CSI}?25h${CSI}?1049l`;

/** Between these two a terminal that knows them shows nothing half drawn. */
export const beginUpdate = `${CSI}?2026h`;
export const endUpdate = `${CSI}?2026l`;

/** To the start of a row, counted from 0. */
export const moveToRow = (row: number): string => `${CSI}${row + 1};1H`;

export const resetStyle = `${CSI}0m`;
export const eraseLine = `${CSI}2K`;
/** From the cursor to the end of the screen. Never `3J`, which erases the scrollback as well. */
export const eraseBelow = `${CSI}J`;

/** What sets the style of text (SGR): its parameters are in the first group. */
export const styleSequence = new RegExp(`${CSI.replace('[', String.raw`\[`)}([0-9;:]*)m`, 'g');

/** Asks the terminal to put text on the clipboard (OSC 52). It does not answer, and many do not do it. */
export const copyToClipboard = (text: string): string =>
  `\u001B]52;c;${Buffer.from(text, 'utf8').toString('base64')}\u0007`;
