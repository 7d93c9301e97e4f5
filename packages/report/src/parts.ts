/**
 * What pages that are drawn often are put together from: markup, style, axes and sections, without the charts' library.
 */
export { kindColour, seriesColour } from './charts/colours.js';
export { errorAxis } from './derive/error-axis.js';
export type { ErrorAxis } from './derive/error-axis.js';
export { fieldAxis } from './derive/fields/field-axis.js';
export type { FieldAxis } from './derive/fields/field-axis.js';
export { comparedErrors } from './derive/compared-errors.js';
export type { GlimpsePath } from './glimpses/glimpse-path.js';
export { pathFigure } from './glimpses/path-figure.js';
export { Html, html, trusted } from './html.js';
export type { HtmlValue } from './html.js';
export { winnersSection } from './page/comparison/winners-section.js';
export { dataText } from './page/dataset-text.js';
export type { Section } from './page/document.js';
export { figure } from './page/figure.js';
export { intervalPlot } from './page/intervals.js';
export type { IntervalRow } from './page/intervals.js';
export { bestConfig } from './page/study/best-config.js';
export { verdictSection, verdictText } from './page/study/verdict-section.js';
export { pageStyle } from './page/style/page-style.js';
