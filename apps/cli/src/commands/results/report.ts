import type { EngineChoice } from '@ram-sweep/engines';
import { renderComparison, renderReport, type StudyRecord } from '@ram-sweep/report';
import { Command } from 'commander';
import { checkoutCommit } from '../../commit.js';
import { withLife } from '../../progress/life.js';
import { requireEnding } from '../../print/format/file-ending.js';
import { writeOutput } from '../../print/format/write-output.js';
import { readRecord } from '../../report/read-record.js';
import { surveyWinner } from '../../report/survey-winner.js';
import { withReader } from '@ram-sweep/studies/servers';
import { readSettings, withServerFlags, type Settings } from '../../settings.js';
import { nameInPath } from '@ram-sweep/studies/name-in-path';
import { VERSION } from '../../version.js';
import { dataDirOption, examples } from '../options/arguments.js';
import { engineOption } from '../options/engine-option.js';

interface ReportFlags {
  output?: string;
  engine: EngineChoice;
  dataDir?: string;
}

export function reportCommand(): Command {
  const command = new Command('report')
    .description('write a study as one HTML page, or several studies side by side')
    .argument('[studies...]', 'names of studies (default: the newest)')
    .option(
      '-o, --output <file>',
      'write to this file (default: STUDY.html, or comparison.html); - is standard output',
    )
    .addOption(engineOption())
    .addOption(dataDirOption())
    .addHelpText(
      'after',
      examples(
        'ram-sweep report',
        'ram-sweep report mnist-28 --output mnist-28.html',
        'ram-sweep report mnist-28 mnist-28-identity',
      ),
    );
  return withServerFlags(command, 'home', 'database', 'nats').action(
    async (names: readonly string[], flags: ReportFlags) => {
      if (flags.output !== undefined) requireEnding(flags.output, ['.html', '.htm']);
      const settings = readSettings(command);
      const records = await readRecords(settings, [...new Set(names)]);
      const { file, page } =
        records.length > 1 ? await comparison(records) : await report(settings, records[0]!, flags);
      await writeOutput(flags.output ?? file, page);
    },
  );
}

interface Page {
  /** Where it goes if nobody says otherwise. */
  readonly file: string;
  readonly page: string;
}

function readRecords(settings: Settings, names: readonly string[]): Promise<StudyRecord[]> {
  return withReader(settings, async (reader) => {
    const records: StudyRecord[] = [];
    for (const name of names.length === 0 ? [undefined] : names) records.push(await readRecord(reader, name));
    return records;
  });
}

async function report(settings: Settings, record: StudyRecord, flags: ReportFlags): Promise<Page> {
  const file = `${nameInPath(record.study.name)}.html`;
  const pictures = await withLife('following the best model', (say) =>
    surveyWinner(settings, record, { ...flags, say }),
  );
  return { file, page: renderReport({ ...record, ...(await maker()), pictures }) };
}

async function comparison(studies: readonly StudyRecord[]): Promise<Page> {
  return { file: 'comparison.html', page: renderComparison({ studies, ...(await maker()) }) };
}

const maker = async () => ({ madeAt: new Date(), version: VERSION, commit: await checkoutCommit() });
