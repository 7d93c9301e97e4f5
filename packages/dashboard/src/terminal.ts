export { canDraw } from './terminal/can-draw.js';
export type { Drawing, TerminalFacts } from './terminal/can-draw.js';
export { isInForeground } from './terminal/foreground.js';
export { knowsClipboard } from './terminal/knows-clipboard.js';
