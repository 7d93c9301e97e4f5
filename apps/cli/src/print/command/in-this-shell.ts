import { ownCommand } from './own-command.js';
import { propose } from './propose.js';
import { currentShell, type Shell } from './shell.js';

/**
 * A message with its commands as this shell takes them. What is printed by more than the command line, such as an error
 * of a package, names a command as `ram-sweep resume NAME`, between backquotes: that is its mark. One that was proposed
 * already stays as it is.
 */
export const commandsInThisShell = (message: string, shell: Shell = currentShell()): string =>
  message.replaceAll(/`ram-sweep ([^`]+)`/g, (_, command: string) => `\`${propose(command, shell)}\``);

/** A help with the program as this shell finds it wherever one of the `commands` follows its name, or flags do. */
export function helpInThisShell(
  help: string,
  commands: readonly string[],
  shell: Shell = currentShell(),
): string {
  const named = new RegExp(`\\bram-sweep (?=(?:${commands.join('|')})\\b|--|\\[)`, 'g');
  return help.replaceAll(named, `${ownCommand(shell)} `);
}
