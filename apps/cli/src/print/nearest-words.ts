/** Commands as other programs call them, with what they are here. */
const CALLED_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  list: ['studies', 'trials'],
  ls: ['studies', 'trials'],
  status: ['studies', 'watch'],
  run: ['start'],
  kill: ['stop'],
  rm: ['delete'],
  remove: ['delete'],
  create: ['init'],
  new: ['init'],
  check: ['validate'],
};

/** A shorter beginning says too little. */
const SHORTEST = 3;

/**
 * Commands or flags that a word was probably meant for: what it is called elsewhere, those that begin with it, or those
 * of `similar` (by the parser, to which `nope` is similar to `home`) that begin as it does.
 */
export function nearestWords(
  word: string,
  known: readonly string[],
  similar: readonly string[],
): readonly string[] {
  if (Object.hasOwn(CALLED_ELSEWHERE, word)) return CALLED_ELSEWHERE[word]!;
  const letters = word.replace(/^--?/, '');
  const beginning = letters.length < SHORTEST ? [] : known.filter((each) => each.startsWith(word));
  if (beginning.length > 0) return [...new Set(beginning)];
  return similar.filter((each) => each.replace(/^--?/, '')[0] === letters[0]);
}
