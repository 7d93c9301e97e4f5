/** Columns of the narrowest terminal that is drawn for. */
const WIDTH = 80;
const TITLE = 10;
const GAP = '  ';

/** Texts with a title each, as two columns of 80 characters together; long texts are broken at spaces. */
export function titledLines(lines: readonly (readonly [title: string, text: string])[]): string[] {
  return lines.flatMap(([title, text]) =>
    wrapped(text, WIDTH - TITLE - GAP.length).map(
      (part, index) => `${(index === 0 ? title : '').padEnd(TITLE)}${GAP}${part}`,
    ),
  );
}

/** A text in lines of at most `width` characters, broken at spaces. A longer word stays whole: it may be a path. */
export function wrapped(text: string, width = WIDTH): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length > width && line !== '') {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
