import { timeOfDay } from '@ram-sweep/format';
import { parseLine, type LogLine } from '@ram-sweep/log';

/** One line of a sweep's log, with what a library printed after it. */
export interface LogEntry extends LogLine {
  readonly more: readonly string[];
}

/** Lines that no program of ours wrote belong to the line before them; without one they are dropped. */
export function parseEntries(lines: readonly string[], last: LogEntry | undefined): LogEntry[] {
  const entries: LogEntry[] = [];
  for (const text of lines) {
    const line = parseLine(text);
    const before = entries.at(-1) ?? last;
    if (line) entries.push({ ...line, more: [] });
    else if (entries.length > 0) entries.push({ ...entries.pop()!, more: [...before!.more, text] });
    else if (before) entries.push({ ...before, message: text, level: 'info', fields: {}, more: [] });
  }
  return entries;
}

/** Which entries a person wants to see. */
export interface LogFilter {
  /** Number of a worker, from 1. */
  readonly worker?: number;
  readonly since?: Date;
}

/** Of a worker also what the supervisor says of it. */
export function isWanted({ at, program, message }: LogEntry, { worker, since }: LogFilter): boolean {
  if (since !== undefined && at < since) return false;
  if (worker === undefined) return true;
  const name = `worker ${worker}`;
  return program === name || (program === 'supervisor' && message.startsWith(`${name} `));
}

/** An entry as people read it: `14:05:09.123 worker 1: training trial=3`. */
export function describeEntry({ at, level, program, message, fields, more }: LogEntry): string {
  const milliseconds = String(at.getMilliseconds()).padStart(3, '0');
  const time = timeOfDay(at).replace(/\d\d:\d\d:\d\d/, `$&.${milliseconds}`);
  const pairs = Object.entries(fields).map(([name, value]) => ` ${name}=${plain(value)}`);
  const line = `${time} ${program}: ${level === 'warn' ? 'warning: ' : ''}${message}${pairs.join('')}`;
  return [line, ...more.map((text) => `  ${text}`)].join('\n');
}

/** Words without quotes, and a stack trace on lines of its own. */
function plain(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (/^\S+$/.test(value)) return value;
  return value.includes('\n') ? `\n  ${value.replaceAll('\n', '\n  ')}` : JSON.stringify(value);
}
