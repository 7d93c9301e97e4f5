import type { TrialKind } from '../derive/timeline/trial-kind.js';

/** Colours are the page's, so that a chart follows its light and dark theme. */
export const ink = {
  text: 'var(--text)',
  quiet: 'var(--quiet)',
  faint: 'var(--faint)',
  accent: 'var(--accent)',
  best: 'var(--best)',
  random: 'var(--random)',
  frozen: 'var(--frozen)',
  paper: 'var(--paper)',
} as const;

/** Colour of what a trial is for, on every chart that tells them apart. */
export const kindColour: Readonly<Record<TrialKind, string>> = {
  search: ink.accent,
  finalist: ink.best,
  random: ink.random,
  frozen: ink.frozen,
  surplus: ink.faint,
};

const SERIES = [ink.accent, ink.best, ink.random, ink.frozen, 'var(--fifth)', 'var(--sixth)'];

/** Colour of the study at this place; they repeat after six. */
export const seriesColour = (index: number): string => SERIES[index % SERIES.length]!;
