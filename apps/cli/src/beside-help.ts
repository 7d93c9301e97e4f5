import type { Command } from 'commander';

const HELP: ReadonlySet<string> = new Set(['-h', '--help']);
const VERSION: ReadonlySet<string> = new Set(['-V', '--version']);

/** A command line without its question for help; null where it asks for none. */
export function withoutHelp([node = '', program = '', ...words]: readonly string[]): string[] | null {
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  const rest = words.filter((word, place) => place >= end || !HELP.has(word));
  const asked = rest[0] === 'help' ? rest.slice(1) : rest;
  return asked.length === words.length ? null : [node, program, ...asked];
}

/**
 * Throws the parser's own error, with the nearest name, where what stands beside a question for help is no command, or
 * no flag of it. The parser by itself would answer with the help, as if all were well. `load`: the program, for one
 * command.
 */
export async function requireKnownWords(
  rest: readonly string[],
  load: (asked: string | undefined) => Promise<Command>,
): Promise<void> {
  const [name, ...words] = rest.slice(2);
  if (name === undefined || VERSION.has(name)) return;
  const program = await load(name);
  const command = program.commands.find((each) => each.name() === name);
  if (command !== undefined && command.parseOptions(words).unknown.length === 0) return;
  await program.parseAsync([...rest]);
}
