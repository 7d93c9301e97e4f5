import { timestamp } from '@ram-sweep/format';
import { Command } from 'commander';
import { budgetStop, describeBest, listStudies, type StudyResult } from '@ram-sweep/results';
import { formatRows } from '../../print/format.js';
import type { Format } from '../../print/formats.js';
import type { Column } from '../../print/table.js';
import { withReader } from '../../servers.js';
import { readSettings, withServerFlags } from '../../settings.js';
import { chosenFormat, examples, formatOption, jsonOption } from '../options/arguments.js';

export function studiesCommand(): Command {
  const command = new Command('studies')
    .description('list the studies, newest first')
    .addOption(formatOption())
    .addOption(jsonOption())
    .addHelpText('after', examples('ram-sweep studies', 'ram-sweep studies --json'));
  return withServerFlags(command, 'home', 'database').action(
    async (flags: { format: Format; json?: boolean }) => {
      const studies = await withReader(readSettings(command), listStudies);
      process.stdout.write(
        await formatRows(chosenFormat(flags), studies, studyColumns, (study) => ({ ...study })),
      );
    },
  );
}

/** `complete (target)`: what ended its search, where that was not its number of trials. */
function describeState(study: StudyResult): string {
  const stop = budgetStop(study);
  return stop ? `${study.state} (${stop.budget})` : study.state;
}

const studyColumns: Column<StudyResult>[] = [
  { title: 'study', value: ({ name }) => name },
  { title: 'state', value: describeState },
  { title: 'dataset', value: ({ spec }) => `${spec.dataset.name} ${spec.dataset.canvas}` },
  { title: 'complete', value: ({ counts }) => String(counts.complete), align: 'right' },
  { title: 'pruned', value: ({ counts }) => String(counts.pruned), align: 'right' },
  { title: 'trials', value: ({ trials }) => String(trials), align: 'right' },
  { title: 'epochs', value: ({ epochsDone }) => String(epochsDone), align: 'right' },
  {
    title: 'best',
    value: ({ best }) => (best ? describeBest(best) : '–'),
  },
  { title: 'created', value: ({ createdAt }) => timestamp(createdAt) },
];
