const LONGEST = 4000;

/**
 * Text as Postgres can hold it: NUL characters and halves of surrogate pairs become U+FFFD, and what goes past
 * 4,000 UTF-16 units is cut off.
 */
export function storableText(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  return Buffer.from(short, 'utf8').toString('utf8').replaceAll('\0', '\uFFFD');
}
