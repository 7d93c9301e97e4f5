/** Letters that take two cells of a terminal, and emoji. */
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;
const NARROW_TEXT = /^[\u0020-\u007E\u00A0-\u02FF\u2010-\u2BFF]*$/;
/** Control characters would move the cursor, joiners change how wide their neighbours are. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

const letters = new Intl.Segmenter();

/** Text as it can stand in one line: white space as one space, nothing that is not seen. */
export const oneLine = (text: string): string =>
  text.replaceAll(/\s+\n\s*|\s*\n\s*/g, ' ').replaceAll(UNPRINTABLE, '');

/** How many cells of a terminal a text takes. */
export function cellsOf(text: string): number {
  if (NARROW_TEXT.test(text)) return text.length;
  let cells = 0;
  for (const { segment } of letters.segment(text)) cells += WIDE.test(segment) ? 2 : 1;
  return cells;
}

/** As much of the text's beginning as `cells` cells hold. */
export function cut(text: string, cells: number): string {
  if (NARROW_TEXT.test(text)) return text.slice(0, Math.max(0, cells));
  let kept = '';
  let used = 0;
  for (const { segment } of letters.segment(text)) {
    used += WIDE.test(segment) ? 2 : 1;
    if (used > cells) break;
    kept += segment;
  }
  return kept;
}
