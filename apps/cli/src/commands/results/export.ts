import { Command, Option } from 'commander';
import { extname } from 'node:path';
import { epochResultSchema } from '@ram-sweep/protocol';
import { readProvenance } from '@ram-sweep/results';
import {
  epochPages,
  trialPages,
  type TrialEpoch,
  type Reader,
  type StudySummary,
} from '@ram-sweep/store/read';
import { withLife } from '../../progress/life.js';
import { requireEnding } from '../../print/format/file-ending.js';
import { rowTexts } from '../../print/format/format.js';
import { writeOutput } from '../../print/format/write-output.js';
import { trialShape } from '../../print/trial/trial-shape.js';
import { withReader } from '@ram-sweep/studies/servers';
import { readSettings, withServerFlags } from '../../settings.js';
import { examples } from '../options/arguments.js';
import { requireStudy } from '@ram-sweep/studies/find';
import { noteInterruption } from '../../studies/sweep-presence.js';

const exportFormats = ['csv', 'json', 'yaml'] as const;
type ExportFormat = (typeof exportFormats)[number];

interface ExportFlags {
  format?: ExportFormat;
  epochs?: boolean;
  output: string;
}

export function exportCommand(): Command {
  const command = new Command('export')
    .description('write all trials of a study to a file or standard output')
    .argument('[study]', 'name of the study (default: the newest)')
    .addOption(
      new Option(
        '--format <format>',
        "how to write (default: as the ending of the file's name says, csv if it has none)",
      ).choices(exportFormats),
    )
    .option('--epochs', 'every epoch of every trial instead, one row each')
    .option('-o, --output <file>', 'write to this file; - is standard output', '-')
    .addHelpText(
      'after',
      `
Columns and fields are those of \`ram-sweep trials\`. In CSV a value that is null is written as null, and a field that was
not drawn for a trial is empty. Times are in UTC. A file that exists is replaced once the new one is complete.
${examples(
  'ram-sweep export > trials.csv',
  'ram-sweep export mnist-28 --epochs -o epochs.csv',
  'ram-sweep export -o study.json',
)}`,
    );
  return withServerFlags(command, 'home', 'database').action(
    async (name: string | undefined, { format, epochs, output }: ExportFlags) => {
      if (format === undefined) requireEnding(output, ENDINGS, ', or say what it is with --format');
      const settings = readSettings(command);
      await withReader(settings, async (reader) => {
        const study = await noteInterruption(settings, await requireStudy(reader, name));
        const chosen = format ?? formatOf(output) ?? 'csv';
        const write = async (): Promise<void> =>
          writeOutput(
            output,
            epochs ? epochTexts(reader, study, chosen) : await trialTexts(reader, study, chosen),
          );
        // What goes to a terminal shows that it lives by itself.
        await (output === '-' ? write() : withLife('writing the trials', write));
      });
    },
  );
}

const ENDINGS = ['.csv', '.json', '.yaml', '.yml'] as const;

function formatOf(file: string): ExportFormat | undefined {
  const extension = extname(file).slice(1).toLowerCase().replace('yml', 'yaml');
  return exportFormats.find((format) => format === extension);
}

async function trialTexts(
  reader: Reader,
  study: StudySummary,
  format: ExportFormat,
): Promise<AsyncGenerator<string>> {
  const { name, spec } = study;
  const head = { study: name, spec, ...(await readProvenance(reader, study.id)) };
  const pages = trialPages(reader, study.id, { sort: 'number' });
  return rowTexts(format, pages, trialShape(study, { head, name: 'trials' }));
}

const epochTexts = (
  reader: Reader,
  { id, name }: StudySummary,
  format: ExportFormat,
): AsyncGenerator<string> =>
  rowTexts(format, epochPages(reader, id), {
    columns: [],
    record: (epoch) => ({ study: name, ...epoch }),
    csv: [
      { name: 'study', value: () => name },
      ...epochFields.map((field) => ({ name: field, value: (epoch: TrialEpoch) => epoch[field] })),
    ],
  });

const epochFields = ['trial', ...epochResultSchema.keyof().options] as const;
