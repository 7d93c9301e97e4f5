/**
 * A command to type next, for hints and errors: `ram-sweep watch mnist-28`, with the `--home` that this one was given, without
 * which it would look elsewhere. The addresses of one's own servers are left out, as they may hold passwords.
 */
export function propose(command: string, given: readonly string[] = process.argv): string {
  const home = homeIn(given);
  return home === undefined ? `ram-sweep ${command}` : `ram-sweep ${command} --home ${quoted(home)}`;
}

function homeIn(given: readonly string[]): string | undefined {
  const flag = given.findLast((word) => word === '--home' || word.startsWith('--home='));
  return flag === '--home' ? given[given.lastIndexOf(flag) + 1] : flag?.slice('--home='.length);
}

/** As a POSIX shell reads it back. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
