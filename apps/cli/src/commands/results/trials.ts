import { budgetStop } from '@ram-sweep/results';
import { Command, Option } from 'commander';
import { trialStates, type TrialState } from '@ram-sweep/protocol';
import { readTrials } from '@ram-sweep/store/read';
import { badUsage } from '../../errors.js';
import { formatRows } from '../../print/format.js';
import type { Format } from '../../print/formats.js';
import { trialColumns, trialRecord } from '../../print/trial-columns.js';
import { withReader } from '../../servers.js';
import { readSettings, withServerFlags } from '../../settings.js';
import { chosenFormat, examples, formatOption, jsonOption, parseCount } from '../options/arguments.js';
import { requireStudy } from '../../studies/require-study.js';

interface Flags {
  format: Format;
  json?: boolean;
  top?: number;
  state?: string;
  sort: 'rank' | 'number';
}

export function trialsCommand(): Command {
  const command = new Command('trials')
    .description('list the trials of a study, best first')
    .argument('[study]', 'name of the study (default: the newest)')
    .option('--top <count>', 'only so many', parseCount)
    .option('--state <states>', `only these states, separated by commas: ${trialStates.join(', ')}`)
    .addOption(new Option('--sort <by>', 'order').choices(['rank', 'number']).default('rank'))
    .addOption(formatOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'ram-sweep trials',
        'ram-sweep trials mnist-28 --top 10',
        'ram-sweep trials --state failed --json',
      ),
    );
  return withServerFlags(command, 'home', 'database').action(
    async (name: string | undefined, flags: Flags) => {
      const text = await withReader(readSettings(command), async (reader) => {
        const study = await requireStudy(reader, name);
        const rows = await readTrials(reader, study.id, {
          sort: flags.sort,
          ...(flags.top ? { limit: flags.top } : {}),
          ...(flags.state ? { states: parseStates(flags.state) } : {}),
        });
        return formatRows(
          chosenFormat(flags),
          rows,
          trialColumns(
            Object.keys(study.spec.space),
            study.spec.finalists !== null || budgetStop(study) !== null,
          ),
          trialRecord,
        );
      });
      process.stdout.write(text);
    },
  );
}

function parseStates(text: string): TrialState[] {
  return text.split(',').map((word) => {
    const state = trialStates.find((known) => known === word.trim());
    if (!state)
      throw badUsage(`--state ${word} is no state of a trial`, `they are ${trialStates.join(', ')}`);
    return state;
  });
}
