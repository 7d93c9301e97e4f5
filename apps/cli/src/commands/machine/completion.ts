import { fileURLToPath } from 'node:url';
import { quoted } from '@ram-sweep/format/quoted';
import { Argument, Command } from 'commander';
import { completionScript, shellNames, type ShellName } from '../../completion/shells.js';
import { badUsage } from '../../errors.js';
import { npxCommand } from '../../print/command/npx-command.js';
import { ownCommand } from '../../print/command/own-command.js';
import { currentShell } from '../../print/command/shell.js';
import { examples } from '../options/arguments.js';

const program = fileURLToPath(new URL('../../../bin/ram-sweep.js', import.meta.url));

export function completionCommand(): Command {
  return (
    new Command('completion')
      .description('print a script that completes commands, flags, studies and files in a shell')
      // Not required for the parser, which would not say what there is.
      .addArgument(new Argument('[shell]', 'your shell').choices(shellNames))
      .usage('[options] <shell>')
      .addHelpText(
        'after',
        () => `
The script asks the program itself, so it need not be renewed with a new version. Studies are read where Postgres runs
already; pressing Tab starts no server.
${linkFirst()}${examples(
          `echo 'source <(ram-sweep completion bash)' >> ~/.bashrc`,
          `echo 'source <(ram-sweep completion zsh)' >> ~/.zshrc    # after compinit`,
          'ram-sweep completion fish > ~/.config/fish/completions/ram-sweep.fish',
        )}`,
      )
      .action((shell: ShellName | undefined) => {
        if (shell === undefined)
          throw badUsage(
            'completion needs the name of your shell',
            `write ${shellNames.map((name) => `completion ${name}`).join(', or ')}`,
          );
        process.stdout.write(completionScript(shell, program));
      })
  );
}

/** A shell completes by the first word: behind `npx`, nothing. */
function linkFirst(): string {
  if (ownCommand(currentShell()) === 'ram-sweep') return '';
  const install =
    npxCommand(program) === undefined
      ? `ln -s ${quoted(program)} ~/.local/bin/ram-sweep`
      : 'npm install --global ram-sweep';
  return `
Your shell does not find ram-sweep by its name, and completes nothing behind npx. Put it on your PATH first, such as:
  ${install}
`;
}
