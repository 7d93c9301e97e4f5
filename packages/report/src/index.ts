export { renderReport } from './report.js';
export type { PathPictures, ReportData, ReportPictures } from './report-data.js';
export { glimpsePath } from './glimpses/glimpse-path.js';
export type { GlimpsePath } from './glimpses/glimpse-path.js';
export { samplePaths } from './glimpses/sample-paths.js';
export { pathPicture } from './glimpses/picture.js';
export { terminalPicture } from './glimpses/terminal.js';
export type { TerminalColours } from './glimpses/terminal-cells.js';
