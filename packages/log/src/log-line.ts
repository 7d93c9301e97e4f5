/** `warn`: something is not working as it should, and anyone who follows the program should know. */
export type Level = 'info' | 'warn';

/** One line of a log: `TIME LEVEL PROGRAM: MESSAGE` and fields as ` name=JSON`. */
export interface LogLine {
  readonly at: Date;
  readonly level: Level;
  readonly program: string;
  readonly message: string;
  /** What the message is about: ids, counts, causes. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The line without its line break; a message of several lines becomes one line. */
export function formatLine({ at, level, program, message, fields }: LogLine): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) => {
    const json = JSON.stringify(value) as string | undefined;
    return json === undefined ? [] : [` ${name}=${json}`];
  });
  return `${at.toISOString()} ${level} ${program}: ${message.replaceAll(/\s*\n\s*/g, ' | ')}${pairs.join('')}`;
}

const LINE = /^(\d{4}-\d\d-\d\dT\S+Z) (info|warn) ([^:]+): (.*)$/s;
const FIELD = / (\w+)=("(?:[^"\\]|\\.)*"|[^\s"]\S*)$/;

/**
 * Parses a line that formatLine wrote; null for any other text, such as output of a library. Reads fields with
 * plain values.
 */
export function parseLine(text: string): LogLine | null {
  const [, at, level, program, rest] = LINE.exec(text) ?? [];
  if (at === undefined || program === undefined || rest === undefined) return null;
  const { message, fields } = splitFields(rest);
  return { at: new Date(at), level: level as Level, program, message, fields };
}

/** Takes fields off the end until none are left. */
function splitFields(rest: string): Pick<LogLine, 'message' | 'fields'> {
  const fields: [string, unknown][] = [];
  let message = rest;
  for (let found = FIELD.exec(message); found; found = FIELD.exec(message)) {
    const value = parseJson(found[2]!);
    if (value === undefined) break;
    fields.unshift([found[1]!, value]);
    message = message.slice(0, found.index);
  }
  return { message, fields: Object.fromEntries(fields) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
