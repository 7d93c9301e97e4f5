import type { TrialState } from '@ram-sweep/protocol';
import { piece, type Piece } from './line.js';

const GLYPHS: Readonly<Record<TrialState, Piece>> = {
  planned: piece('·'),
  waiting: piece('○'),
  running: piece('●', { colour: 'yellow' }),
  paused: piece('◐'),
  complete: piece('✓', { colour: 'green' }),
  pruned: piece('◇', { colour: 'magenta' }),
  failed: piece('✗', { colour: 'red' }),
  cancelled: piece('–'),
};

/** A state in one cell: readable without its colour, which most palettes show well. */
export const stateGlyph = (state: TrialState): Piece => GLYPHS[state];
