import { writeFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { quoted } from '@ram-sweep/format/quoted';
import { datasetSpecSchema, samplerNames, studyNameSchema } from '@ram-sweep/protocol';
import { fileProblem } from '@ram-sweep/protocol/file-problem';
import { parseStudy, studyWarnings, type StudyOverride } from '@ram-sweep/search';
import { Command, Option } from 'commander';
import { badUsage, CommandError, exitCodes } from '../../errors.js';
import { fileLink } from '../../print/hyperlink.js';
import { propose } from '../../print/command/propose.js';
import { askWishes } from '../../study-file/ask-wishes.js';
import { composeStudy } from '../../study-file/compose.js';
import { complete, type GivenWishes, type Wishes } from '../../study-file/wishes.js';
import { examples, parseCount } from '../options/arguments.js';

interface InitFlags extends GivenWishes {
  yes?: boolean;
  force?: boolean;
}

export function initCommand(): Command {
  return new Command('init')
    .description('write a study file with comments: asks on a terminal, or takes flags')
    .argument('[file]', 'file to write, .yaml or .yml (default: NAME.yaml)')
    .option('--name <name>', 'name of the study (default: the file’s, or after its data)')
    .addOption(new Option('--dataset <name>', 'data set').choices(datasetSpecSchema.shape.name.options))
    .addOption(
      new Option('--canvas <canvas>', 'how an image is presented').choices(
        datasetSpecSchema.shape.canvas.unwrap().options,
      ),
    )
    .option('--size <pixels>', 'side of a translated or cluttered canvas (default: 60)', parseCount)
    .option('--trials <count>', 'trials of the search', parseCount)
    .option('--epochs <count>', 'epochs of each trial', parseCount)
    .addOption(new Option('--sampler <sampler>', 'what chooses the params').choices(samplerNames))
    .option('-y, --yes', 'ask nothing: what no flag says has its default')
    .option('--force', 'write over a file that exists')
    .addHelpText(
      'after',
      `
Asks only on a terminal, and only what no flag says; Ctrl-C writes nothing. Ends with 2 if the file exists.
${examples(
  'ram-sweep init',
  'ram-sweep init first.yaml --yes',
  'ram-sweep init --dataset mnist --canvas cluttered --size 100 --trials 40 --epochs 81',
)}`,
    )
    .action(async (file: string | undefined, flags: InitFlags) => {
      const wishes = await wishesFor(file, flags);
      if (wishes === null) {
        console.error('\nnothing was written');
        process.exitCode = exitCodes.interrupted;
        return;
      }
      await writeStudy(file ?? `${wishes.name}.yaml`, wishes, flags.force ?? false);
    });
}

/** Null where the person ends the questions. */
async function wishesFor(file: string | undefined, flags: InitFlags): Promise<Wishes | null> {
  if (file !== undefined) checkName(file);
  const { dataset, canvas, size, trials, epochs, sampler, name = nameOf(file) } = flags;
  const given = { dataset, canvas, size, trials, epochs, sampler, name };
  if (flags.yes || !process.stdin.isTTY || !process.stderr.isTTY) return complete(given);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  terminal.once('SIGINT', () => terminal.close());
  const asked = await askWishes(terminal, given);
  terminal.close();
  return asked && complete(asked);
}

function checkName(file: string): void {
  if (['.yaml', '.yml'].includes(extname(file).toLowerCase())) return;
  throw badUsage(`${file} is no name of a study file`, `write it as ${basename(file, extname(file))}.yaml`);
}

/** The name of the file, where a study may have it. */
const nameOf = (file: string | undefined): string | undefined =>
  file === undefined ? undefined : studyNameSchema.safeParse(basename(file, extname(file))).data;

async function writeStudy(file: string, wishes: Wishes, force: boolean): Promise<void> {
  const text = composeStudy(wishes, file);
  // Before anything is written; what is wrong is a flag's.
  const spec = parseStudy(text, { source: file, overrides: flagsOf(wishes) });
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    throw whyNot(file, cause as NodeJS.ErrnoException);
  }
  console.error(`wrote ${fileLink(resolve(file), process.stderr)}`);
  for (const warning of studyWarnings(spec)) console.error(`warning: ${warning}`);
  console.log(
    `check it    ${propose(`validate ${quoted(file)}`)}\nrun it      ${propose(`start ${quoted(file)}`)}`,
  );
}

const flagsOf = ({ name, trials, epochs, size }: Wishes): StudyOverride[] => [
  { path: 'name', value: name, flag: '--name' },
  { path: 'trials', value: trials, flag: '--trials' },
  { path: 'config.epochs', value: epochs, flag: '--epochs' },
  ...(size === undefined ? [] : [{ path: 'dataset.size', value: size, flag: '--size' }]),
];

function whyNot(file: string, cause: NodeJS.ErrnoException): CommandError {
  if (cause.code === 'EEXIST')
    return badUsage(`${file} exists already`, 'name another file, or write over it with --force');
  const hint = cause.code === 'ENOENT' ? 'make its folder first' : 'name another file';
  const why = fileProblem(cause, { path: file, whole: file }) ?? cause.message;
  return new CommandError(`cannot write ${file}: ${why}`, 'failure', hint, { cause });
}
