import { budgetStop } from '@ram-sweep/results';
import { Command, Option } from 'commander';
import { trialStates, type TrialState } from '@ram-sweep/protocol';
import { multiplyAdds } from '@ram-sweep/ram/cost';
import { paretoFront } from '@ram-sweep/results';
import { readTrials, type Reader, type TrialRow } from '@ram-sweep/store/read';
import { badUsage } from '../../errors.js';
import { formatRows } from '../../print/format.js';
import type { Format } from '../../print/formats.js';
import { trialColumns, trialRecord } from '../../print/trial-columns.js';
import { withReader } from '../../servers.js';
import { readSettings, withServerFlags } from '../../settings.js';
import { chosenFormat, examples, formatOption, jsonOption, parseCount } from '../options/arguments.js';
import { noteInterruption } from '../../studies/sweep-presence.js';
import { requireStudy } from '../../studies/require-study.js';

interface Flags {
  format: Format;
  json?: boolean;
  top?: number;
  state?: string;
  sort: 'rank' | 'number';
  pareto?: boolean;
}

export function trialsCommand(): Command {
  const command = new Command('trials')
    .description('list the trials of a study, best first')
    .argument('[study]', 'name of the study (default: the newest)')
    .option('--top <count>', 'only so many', parseCount)
    .option('--state <states>', `only these states, separated by commas: ${trialStates.join(', ')}`)
    .addOption(new Option('--sort <by>', 'order').choices(['rank', 'number']).default('rank'))
    .addOption(
      new Option(
        '--pareto',
        'only trials of the search that no other beats in both validation error and multiply-adds per image, cheapest first',
      ).conflicts('sort'),
    )
    .addOption(formatOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
cost: multiply-adds of one image at test, with its evaluationRollouts.
${examples(
  'ram-sweep trials',
  'ram-sweep trials mnist-28 --top 10',
  'ram-sweep trials --state failed --json',
  'ram-sweep trials --state planned,paused',
  'ram-sweep trials --pareto',
)}`,
    );
  return withServerFlags(command, 'home', 'database').action(
    async (name: string | undefined, flags: Flags) => {
      const settings = readSettings(command);
      const text = await withReader(settings, async (reader) => {
        const study = await noteInterruption(settings, await requireStudy(reader, name));
        const rows = await chosenTrials(reader, study.id, flags);
        return formatRows(
          chosenFormat(flags),
          rows,
          trialColumns(study, study.spec.finalists !== null || budgetStop(study) !== null),
          trialRecord,
        );
      });
      process.stdout.write(text);
    },
  );
}

async function chosenTrials(reader: Reader, studyId: string, flags: Flags): Promise<TrialRow[]> {
  const states = flags.state ? { states: parseStates(flags.state) } : {};
  const { sort, top } = flags;
  if (!flags.pareto) return readTrials(reader, studyId, { sort, ...states, ...(top ? { limit: top } : {}) });
  const searched = await readTrials(reader, studyId, { phases: ['search'], ranked: true, ...states });
  return paretoFront(searched, (trial) => ({
    cost: multiplyAdds(trial.config),
    error: trial.bestValidationError!,
  })).slice(0, top);
}

function parseStates(text: string): TrialState[] {
  return text.split(',').map((word) => {
    const state = trialStates.find((known) => known === word.trim());
    if (!state)
      throw badUsage(`--state ${word} is no state of a trial`, `they are ${trialStates.join(', ')}`);
    return state;
  });
}
