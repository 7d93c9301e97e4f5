import { Command } from 'commander';
import type { Format } from '../../print/formats.js';
import { printWinner } from '../../print/winner.js';
import { withReader } from '../../servers.js';
import { readSettings, withServerFlags } from '../../settings.js';
import { requireWinner } from '../../studies/require-winner.js';
import { chosenFormat, examples, formatOption, jsonOption } from '../options/arguments.js';
import { requireStudy } from '../../studies/require-study.js';

export function bestCommand(): Command {
  const command = new Command('best')
    .description('print the best config so far, ready to paste into a study file')
    .argument('[study]', 'name of the study (default: the newest)')
    .addOption(formatOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Where a study has finalists, the best is the config of smallest mean validation error over its seeds, with
the 95% interval of that mean. Before they are complete it is the best trial of the search, and says so.
${examples('ram-sweep best', 'ram-sweep best mnist-28 --json', 'ram-sweep best --format yaml > best.yaml')}`,
    );
  return withServerFlags(command, 'home', 'database').action(
    async (name: string | undefined, flags: { format: Format; json?: boolean }) => {
      const text = await withReader(readSettings(command), async (reader) => {
        const study = await requireStudy(reader, name);
        return printWinner(study, await requireWinner(reader, study), chosenFormat(flags));
      });
      process.stdout.write(text);
    },
  );
}
