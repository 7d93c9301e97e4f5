import { percent } from '@ram-sweep/format';
import { Command, Option } from 'commander';
import { tracePaths } from '@ram-sweep/ram';
import { glimpsePath, pathPicture, terminalPicture, type GlimpsePath } from '@ram-sweep/report';
import type { StudySummary, TrialDetail } from '@ram-sweep/store/read';
import type { EngineChoice } from '@ram-sweep/engines';
import { badUsage } from '../../errors.js';
import { shownSplit } from '../../models/shown-split.js';
import { withLife } from '../../progress/life.js';
import { terminalColours } from '../../terminal/streams.js';
import { formatValue } from '../../print/format/format.js';
import { requireEnding } from '../../print/format/file-ending.js';
import { writeOutput } from '../../print/format/write-output.js';
import { readFrom, withCheckpoints, type Servers } from '@ram-sweep/studies/servers';
import { readSettings, withServerFlags, type Settings } from '../../settings.js';
import { withTrainedModel, type TrainedModel } from '@ram-sweep/studies/models';
import { requireStudy, requireTrial, requireWinner } from '@ram-sweep/studies/find';
import { dataDirOption, examples, parseImage, parseTrial } from '../options/arguments.js';
import { engineOption } from '../options/engine-option.js';

interface GlimpsesFlags {
  trial?: number;
  image: number;
  split?: 'test' | 'validation';
  png?: string;
  json?: boolean;
  engine: EngineChoice;
  dataDir?: string;
}

export function glimpsesCommand(): Command {
  const command = new Command('glimpses')
    .description('show where the model of a trial looks on one image, glimpse by glimpse')
    .argument('[study]', 'name of the study (default: the newest)')
    .option('--trial <number>', 'this trial (default: the one that `best` reports)', parseTrial)
    .option('--image <number>', 'this image of the split, counted from 0', parseImage, 0)
    .addOption(
      new Option(
        '--split <split>',
        'its split (default: test once `test` has measured the trial, validation before that)',
      ).choices(['test', 'validation']),
    )
    .option('--png <file>', 'write it as a picture to this file as well')
    .option('--json', 'print locations, windows and probabilities as JSON')
    .addOption(engineOption())
    .addOption(dataDirOption())
    .addHelpText(
      'after',
      examples(
        'ram-sweep glimpses',
        'ram-sweep glimpses mnist-28 --trial 7 --image 18',
        'ram-sweep glimpses --image 8 --png glimpses.png',
      ),
    );
  return withServerFlags(command, 'home', 'database', 'nats').action(
    async (name: string | undefined, flags: GlimpsesFlags) => {
      if (flags.png !== undefined) requireEnding(flags.png, ['.png']);
      if (flags.png === '-') throw badUsage('--png - would mix the picture with the text', 'name a file');
      const traced = await traceImage(readSettings(command), name, flags);
      if (flags.png) await writeOutput(flags.png, pathPicture(traced.path));
      process.stdout.write(flags.json ? await formatValue('json', pathRecord(traced)) : describePath(traced));
    },
  );
}

/** The title, the line beneath it, and the prompt that follows. */
const TEXT_ROWS = 3;

type TracedImage = Awaited<ReturnType<typeof traceImage>>;

function traceImage(settings: Settings, name: string | undefined, flags: GlimpsesFlags) {
  const { engine, dataDir } = flags;
  return withLife('following the glimpses', (say) =>
    withCheckpoints(settings, async (servers) => {
      const { study, trial } = await findTrial(servers, name, flags.trial);
      const split = flags.split ?? shownSplit(trial);
      return withTrainedModel({ settings, servers, study, trial, engine, dataDir, say }, async (trained) => ({
        study: study.name,
        trial: trial.number,
        epoch: trained.epoch,
        validationError: trained.validationError,
        split,
        path: await tracePath(trained, trial, split, flags.image),
      }));
    }),
  );
}

function findTrial(
  servers: Servers,
  name: string | undefined,
  asked: number | undefined,
): Promise<{ study: StudySummary; trial: TrialDetail }> {
  return readFrom(servers, async (reader) => {
    const study = await requireStudy(reader, name);
    const number = asked ?? (await requireWinner(reader, study)).trial.number;
    return { study, trial: await requireTrial(reader, study, number) };
  });
}

/** The very path that `ram-sweep test` (or the validation) took over the image, in its first rollout. */
async function tracePath(
  { model, splits }: TrainedModel,
  { config }: TrialDetail,
  label: 'test' | 'validation',
  image: number,
): Promise<GlimpsePath> {
  const split = splits[label];
  if (image >= split.size) {
    throw badUsage(
      `--image ${image} is past the end of the ${label} split`,
      `it has images 0 to ${split.size - 1}`,
    );
  }
  const { seed, evaluation: policy } = config;
  const traced = tracePaths({ model, split, seed, label, policy, from: image, batchSize: 1 });
  for await (const batch of traced) return glimpsePath(batch, 0, model.spec);
  throw new Error(`the ${label} split ended before image ${image}`);
}

/** Everything but the pixels, which follow from the data set. */
function pathRecord({ path, ...about }: TracedImage) {
  const { image, label, answer, probability, probabilities, glimpses } = path;
  const where = glimpses.map(({ x, y, windows }) => ({ x, y, windows }));
  return { ...about, image, label, answer, probability, probabilities, glimpses: where };
}

function describePath({ study, trial, epoch, validationError, split, path }: TracedImage): string {
  const title =
    `trial ${trial} of study ${study}, its best epoch ${epoch} ` +
    `(validation error ${percent(validationError)}), ${split} image ${path.image}`;
  const { isTTY, columns, rows } = process.stdout;
  const room = isTTY ? { columns, rows: rows - TEXT_ROWS } : { columns: 80 };
  return `${title}\n\n${terminalPicture(path, { colours: terminalColours(), ...room })}`;
}
