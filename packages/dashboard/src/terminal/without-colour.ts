import { styleSequence } from './control-sequences.js';

/** The text without its colours: bold, dim, underlined and inverse stay, as NO_COLOR is about colour alone. */
export const withoutColour = (text: string): string =>
  text.replaceAll(styleSequence, (sequence, given: string) => {
    const kept = withoutColourCodes(given.split(/[;:]/));
    return given === '' || kept.length > 0 ? sequence.replace(given, kept.join(';')) : '';
  });

/** How many codes a colour of its own takes, by what follows 38, 48 or 58: 5;n or 2;r;g;b. */
const LENGTHS: Readonly<Record<string, number>> = { '5': 3, '2': 5 };

function withoutColourCodes(codes: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < codes.length; index += 1) {
    const code = Number(codes[index]);
    if (code === 38 || code === 48 || code === 58) index += (LENGTHS[codes[index + 1] ?? ''] ?? 1) - 1;
    else if (!isColour(code)) kept.push(codes[index]!);
  }
  return kept;
}

const isColour = (code: number): boolean =>
  (code >= 30 && code <= 49) || (code >= 90 && code <= 107) || code === 59;
