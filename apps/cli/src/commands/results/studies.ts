import { timestamp } from '@ram-sweep/format';
import { Command } from 'commander';
import {
  actualState,
  budgetStop,
  describeBest,
  describeProvenance,
  isFruitless,
  listStudies,
  readProvenance,
  type Provenance,
  type StudyResult,
} from '@ram-sweep/results';
import type { Reader } from '@ram-sweep/store/read';
import { rowTexts, type RowShape } from '../../print/format/format.js';
import type { Format } from '../../print/format/formats.js';
import { propose } from '../../print/command/propose.js';
import { printTexts } from '../../print/format/print-texts.js';
import type { Column } from '../../print/format/table.js';
import { withReader } from '@ram-sweep/studies/servers';
import { readSettings, withServerFlags, type Settings } from '../../settings.js';
import { asDrivenHere } from '@ram-sweep/studies/sweep-presence';
import { interruption } from '../../studies/sweep-presence.js';
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
      await withReader(settings, async (reader) => {
        const seen: Seen = { studies: 0, notes: [] };
        const pages = studyPages(reader, settings, seen);
        await printTexts(rowTexts(format, pages, studyShape));
        if (format === 'table' && seen.studies === 0)
          console.error(`no studies yet; start one with \`${propose('start')}\``);
        if (format === 'table' && seen.notes.length > 0) process.stdout.write(`\n${seen.notes.join('\n')}\n`);
      });
    },
  );
}

/** `complete (target)`: what ended its search, where that was not its number of trials; or that nothing came of it. */
function describeState(study: StudyResult): string {
  const stop = budgetStop(study);
  const state = actualState(study);
  if (state === 'complete' && isFruitless(study))
    return study.counts.failed === study.trials ? 'complete (all failed)' : 'complete (no result)';
  return stop ? `${state} (${stop.budget})` : state;
}

type ListedStudy = StudyResult & Provenance;

/** What is known of the studies once they have been listed. */
interface Seen {
  studies: number;
  readonly notes: string[];
}

/** All studies. What is to be said of one, beneath the table, is added to `seen` as they are read. */
async function* studyPages(reader: Reader, settings: Settings, seen: Seen): AsyncGenerator<ListedStudy[]> {
  for await (const found of listStudies(reader)) {
    const study = await asDrivenHere(settings, found);
    const provenance = await readProvenance(reader, study.id);
    const interrupted = interruption(study);
    seen.studies += 1;
    seen.notes.push(...(interrupted === null ? [] : [interrupted]), ...mixed(study.name, provenance));
    yield [{ ...study, ...provenance }];
  }
}

/** A line if it may not repeat. */
const mixed = (name: string, { environments }: Provenance): string[] =>
  describeProvenance({ priors: [], interventions: [], environments }).map((line) => `study ${name}: ${line}`);

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

const studyFields = [
  'id',
  'name',
  'spec',
  'state',
  'createdAt',
  'stoppedBy',
  'firstStartedAt',
  'lastEventAt',
  'surplus',
  'counts',
  'trials',
  'epochsDone',
  'epochsTotal',
  'best',
  'priors',
  'interventions',
  'environments',
] as const satisfies (keyof ListedStudy)[];

const studyShape: RowShape<ListedStudy> = {
  columns: studyColumns,
  record: (study) => ({ ...study, state: actualState(study) }),
  csv: studyFields.map((name) => ({
    name,
    value: (study) => (name === 'state' ? actualState(study) : study[name]),
  })),
};
