import { Command, Option } from 'commander';
import { readProvenance } from '@ram-sweep/results';
import { readTrial, readTrials, type Reader, type StudySummary, type TrialRow } from '@ram-sweep/store/read';
import { costOf } from '../../print/cost.js';
import { formatRows, formatValue } from '../../print/format.js';
import { fileLink } from '../../print/hyperlink.js';
import { withLife } from '../../progress/life.js';
import { saveFile } from '../../print/save-file.js';
import { withReader } from '../../servers.js';
import { readSettings, withServerFlags } from '../../settings.js';
import { examples } from '../options/arguments.js';
import { requireStudy } from '../../studies/require-study.js';

type ExportFormat = 'csv' | 'json' | 'yaml';

export function exportCommand(): Command {
  const command = new Command('export')
    .description('write all trials of a study to a file or standard output')
    .argument('[study]', 'name of the study (default: the newest)')
    .addOption(
      new Option('--format <format>', 'how to write').choices(['csv', 'json', 'yaml']).default('csv'),
    )
    .option('--epochs', 'with every epoch: a row an epoch in CSV, the curve of each trial otherwise')
    .option('-o, --output <file>', 'write to this file')
    .addHelpText(
      'after',
      examples(
        'ram-sweep export > trials.csv',
        'ram-sweep export mnist-28 --epochs -o epochs.csv',
        'ram-sweep export --format json -o study.json',
      ),
    );
  return withServerFlags(command, 'home', 'database').action(
    async (name: string | undefined, flags: { format: ExportFormat; epochs?: boolean; output?: string }) => {
      const text = await withLife('reading the trials', () =>
        withReader(readSettings(command), async (reader) => {
          const study = await requireStudy(reader, name);
          return flags.epochs
            ? exportEpochs(reader, study, flags.format)
            : exportTrials(reader, study, flags.format);
        }),
      );
      if (!flags.output) process.stdout.write(text);
      else console.error(`wrote ${fileLink(await saveFile(flags.output, text), process.stderr)}`);
    },
  );
}

async function exportTrials(reader: Reader, study: StudySummary, format: ExportFormat): Promise<string> {
  const rows = await readTrials(reader, study.id, { sort: 'number' });
  const records = rows.map((trial) => flatRecord(study, trial));
  if (format === 'csv') return formatRows('csv', records, [], (row) => row);
  const provenance = await readProvenance(reader, study.id);
  return formatValue(format, { study: study.name, spec: study.spec, ...provenance, trials: records });
}

/** A trial that is planned has no config: its params are not drawn. */
function flatRecord({ name }: StudySummary, trial: TrialRow) {
  const { params, config, curve, failure, ...row } = trial;
  const drawn = trial.state === 'planned' ? {} : config;
  return {
    study: name,
    ...row,
    multiplyAdds: costOf(trial),
    failure: failure?.class ?? null,
    failureMessage: failure?.message ?? null,
    ...Object.fromEntries(Object.entries(params).map(([field, value]) => [`param.${field}`, value])),
    ...Object.fromEntries(Object.entries(drawn).map(([field, value]) => [`config.${field}`, value])),
    curve,
  };
}

async function exportEpochs(reader: Reader, study: StudySummary, format: ExportFormat): Promise<string> {
  const records: Record<string, unknown>[] = [];
  for (const { number } of await readTrials(reader, study.id, { sort: 'number' })) {
    const trial = await readTrial(reader, study.id, number);
    records.push(...(trial?.epochs ?? []).map((epoch) => ({ study: study.name, trial: number, ...epoch })));
  }
  return format === 'csv' ? formatRows('csv', records, [], (row) => row) : formatValue(format, records);
}
