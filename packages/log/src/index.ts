export { stderrLog, type Fields, type Log } from './log.js';
export { formatLine, parseLine, type Level, type LogLine } from './log-line.js';
