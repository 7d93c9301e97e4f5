import { quoted } from '@ram-sweep/format/quoted';
import type { EngineChoice } from '@ram-sweep/engines';
import { readStudyFile, StudyFileError, type StudyProblem } from '@ram-sweep/search';
import { Command } from 'commander';
import { exitCodes } from '../../errors.js';
import { describeForecast, forecastRecord } from '../../forecast/describe-forecast.js';
import { forecast, type Forecast } from '../../forecast/forecast.js';
import { formatValue } from '../../print/format/format.js';
import { propose } from '../../print/command/propose.js';
import { readSettings, withServerFlags, type Settings } from '../../settings.js';
import { pathOfStudyFile } from '../../studies/nearby-study-file.js';
import { dataDirOption, examples } from '../options/arguments.js';
import { engineOption } from '../options/engine-option.js';
import { parseThreads } from '../options/parse-threads.js';

interface ValidateFlags {
  measure: boolean;
  threads?: number;
  engine: EngineChoice;
  dataDir?: string;
  json?: boolean;
}

export function validateCommand(): Command {
  const command = new Command('validate')
    .description(
      'check study files, and say what they would train, how long it takes here, and how much memory',
    )
    .argument('<file...>', 'study files (YAML or JSON)')
    .option('--no-measure', 'do not try the engine: the time is not estimated')
    .option('--threads <count>', 'trials at once that the estimate is for (default: the cores)', parseThreads)
    .addOption(engineOption())
    .addOption(dataDirOption())
    .option('--json', 'print JSON: a list with one record for each file')
    .addHelpText(
      'after',
      `
Starts no server and writes nothing. Ends with 2 if a file has a mistake; each is named with its line.
${examples(
  'ram-sweep validate studies/quickstart.yaml',
  'ram-sweep validate studies/*.yaml --no-measure   # in CI',
  'ram-sweep validate study.yaml --json',
)}`,
    );
  return withServerFlags(command).action(async (files: string[], flags: ValidateFlags) => {
    const judge = flags.json ? judgeAsRecord : judgeForPeople;
    const results: Judged[] = [];
    for (const file of files) results.push(await judge(file, readSettings(command), flags));
    if (flags.json)
      process.stdout.write(
        await formatValue(
          'json',
          results.map(({ record }) => record),
        ),
      );
    if (results.some(({ isValid }) => !isValid)) process.exitCode = exitCodes.usage;
  });
}

interface Judged {
  readonly isValid: boolean;
  readonly record?: Record<string, unknown>;
}

const look = async (file: string, settings: Settings, flags: ValidateFlags): Promise<Forecast> =>
  forecast(await readStudyFile(await pathOfStudyFile(file)), settings, { ...flags, device: 'auto' });

async function judgeAsRecord(file: string, settings: Settings, flags: ValidateFlags): Promise<Judged> {
  try {
    const found = await look(file, settings, flags);
    return { isValid: true, record: { file, valid: true, problems: [], ...forecastRecord(found) } };
  } catch (error) {
    return { isValid: false, record: { file, valid: false, problems: problemsOf(error) } };
  }
}

async function judgeForPeople(file: string, settings: Settings, flags: ValidateFlags): Promise<Judged> {
  try {
    const found = await look(file, settings, flags);
    console.log(`${file} is valid: study ${found.spec.name}\n\n${describeForecast(found)}`);
    for (const warning of found.warnings) console.error(`warning: ${warning}`);
    console.log(`run it with: ${propose(`start ${quoted(file)}`)}\n`);
    return { isValid: true };
  } catch (error) {
    problemsOf(error);
    console.error(`${(error as StudyFileError).message}\n`);
    return { isValid: false };
  }
}

/** Throws what says nothing of the file. */
function problemsOf(error: unknown): readonly StudyProblem[] {
  if (error instanceof StudyFileError) return error.problems;
  throw error;
}
