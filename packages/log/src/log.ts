import { formatLine, type Level, type LogLine } from './log-line.js';

export type Fields = LogLine['fields'];

/** Writes one line for people: what happened, and the ids it happened to. */
export interface Log {
  readonly info: (message: string, fields?: Fields) => void;
  /** For what anyone who follows the program should know: something is not working as it should. */
  readonly warn: (message: string, fields?: Fields) => void;
}

/**
 * A log on standard error, where a supervisor or a person collects it. A line that cannot be written, as on a full
 * disk, is lost; the program continues.
 */
export function stderrLog(program: string): Log {
  process.stderr.on('error', () => undefined);
  const write =
    (level: Level) =>
    (message: string, fields: Fields = {}): void => {
      process.stderr.write(`${formatLine({ at: new Date(), level, program, message, fields })}\n`);
    };
  return { info: write('info'), warn: write('warn') };
}
