import { charts } from './charts.js';
import { layout } from './layout.js';
import { tables } from './tables.js';
import { theme } from './theme.js';

/** The page's style: system fonts, one accent, one colour for the best, and the same in the dark. */
export const pageStyle = theme + tables + charts + layout;
