import { timestamp } from '@ram-sweep/format';
import { Command } from 'commander';
import {
  actualState,
  budgetStop,
  describeBest,
  describeProvenance,
  listStudies,
  readProvenance,
  type Provenance,
  type StudyResult,
} from '@ram-sweep/results';
import type { Reader } from '@ram-sweep/store/read';
import { formatRows } from '../../print/format.js';
import type { Format } from '../../print/formats.js';
import type { Column } from '../../print/table.js';
import { withReader } from '../../servers.js';
import { readSettings, withServerFlags, type Settings } from '../../settings.js';
import { asDrivenHere, interruption } from '../../studies/sweep-presence.js';
import { chosenFormat, examples, formatOption, jsonOption } from '../options/arguments.js';

export function studiesCommand(): Command {
  const command = new Command('studies')
    .description('list the studies, newest first')
    .addOption(formatOption())
    .addOption(jsonOption())
    .addHelpText('after', examples('ram-sweep studies', 'ram-sweep studies --json'));
  return withServerFlags(command, 'home', 'database').action(
    async (flags: { format: Format; json?: boolean }) => {
      const format = chosenFormat(flags);
      const settings = readSettings(command);
      const studies = await withReader(settings, (reader) => readStudies(reader, settings));
      const table = await formatRows(format, studies, studyColumns, (study) => ({ ...study }));
      const notes = [...interruptions(studies), ...mixed(studies)];
      process.stdout.write(format === 'table' ? [table, ...notes].join('\n') : table);
    },
  );
}

/** `complete (target)`: what ended its search, where that was not its number of trials. */
function describeState(study: StudyResult): string {
  const stop = budgetStop(study);
  const state = actualState(study);
  return stop ? `${state} (${stop.budget})` : state;
}

type ListedStudy = StudyResult & Provenance;

async function readStudies(reader: Reader, settings: Settings): Promise<ListedStudy[]> {
  const listed: ListedStudy[] = [];
  for (const study of await listStudies(reader))
    listed.push({ ...(await asDrivenHere(settings, study)), ...(await readProvenance(reader, study.id)) });
  return listed;
}

/** A line for each study that should go on and that no sweep runs. */
const interruptions = (studies: readonly ListedStudy[]): string[] =>
  studies.map(interruption).flatMap((note) => (note === null ? [] : [`${note}\n`]));

/** A line for each study that may not repeat. */
const mixed = (studies: readonly ListedStudy[]): string[] =>
  studies.flatMap(({ name, environments }) =>
    describeProvenance({ priors: [], interventions: [], environments }).map(
      (line) => `study ${name}: ${line}\n`,
    ),
  );

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
