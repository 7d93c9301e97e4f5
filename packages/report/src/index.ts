export { renderComparison } from './comparison.js';
export { renderReport } from './report.js';
export type { ComparisonData, PathPictures, ReportData, ReportPictures, StudyRecord } from './report-data.js';
export { surveyPaths } from './answers/survey.js';
export { glimpsePath } from './glimpses/glimpse-path.js';
export type { GlimpsePath } from './glimpses/glimpse-path.js';
export { pathPicture } from './glimpses/picture.js';
export { terminalPicture } from './glimpses/terminal.js';
export type { TerminalColours } from './glimpses/terminal-cells.js';
