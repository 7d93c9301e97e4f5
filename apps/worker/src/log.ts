/** Writes one line for people: what happened, and the ids it happened to. */
export type Log = (message: string, fields?: Readonly<Record<string, unknown>>) => void;

/** Lines on standard error: time, program, message, key=value. */
export function stderrLog(program: string): Log {
  return (message, fields = {}) => {
    const pairs = Object.entries(fields).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
    process.stderr.write(`${new Date().toISOString()} ${program} ${message}${pairs.join('')}\n`);
  };
}
