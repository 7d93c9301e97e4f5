const LONGEST = 4000;

/**
 * Text as Postgres can hold it and a terminal can show it: control characters, which could be a stranger's commands to
 * a terminal, and halves of surrogate pairs become U+FFFD, and what goes past 4,000 UTF-16 units is cut off. Tabs and
 * ends of lines stay.
 */
export function storableText(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  const whole = Buffer.from(short, 'utf8').toString('utf8');
  return whole.replaceAll('\r\n', '\n').replace(/(?![\n\t])\p{Cc}/gu, '\uFFFD');
}
