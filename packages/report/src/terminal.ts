/** Glimpse paths as lines of text, without the charts and the page. */
export { stepColour } from './glimpses/colour.js';
export type { GlimpsePath } from './glimpses/glimpse-path.js';
export { stepImage } from './glimpses/step-image.js';
export { cellRow, coloured, grey, shade } from './glimpses/terminal-cells.js';
export type { TerminalColours } from './glimpses/terminal-cells.js';
