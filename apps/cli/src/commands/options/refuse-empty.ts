import type { Command } from 'commander';
import { badUsage } from '../../errors.js';

/**
 * Throws a CommandError for a flag or an argument that is the empty text, as that of a variable that is not set. Taken
 * for one that was left out, it would mean another study, home or file than a person has in mind.
 */
export function refuseEmpty(command: Command): void {
  for (const option of command.options) {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) === 'cli' && command.getOptionValue(name) === '')
      throw isEmpty(option.long ?? option.flags);
  }
  for (const [place, word] of command.args.entries()) {
    const argument = command.registeredArguments[place] ?? command.registeredArguments.at(-1);
    if (word === '') throw isEmpty(`the argument ${argument?.name() ?? place + 1}`);
  }
}

const isEmpty = (what: string) =>
  badUsage(`${what} is empty`, 'leave it out to have the default; or is a variable of the shell not set?');
