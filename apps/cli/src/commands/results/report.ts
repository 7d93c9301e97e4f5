import { Command } from 'commander';
import { tracePaths } from '@ram-sweep/ram';
import { renderReport, samplePaths, type PathPictures, type ReportPictures } from '@ram-sweep/report';
import { readTrial, readTrials, type StudySummary, type TrialDetail } from '@ram-sweep/store/read';
import type { EngineChoice } from '@ram-sweep/engines';
import { CommandError } from '../../errors.js';
import { nameInPath } from '../../studies/name-in-path.js';
import { fileLink } from '../../print/hyperlink.js';
import { withLife, type Say } from '../../progress/life.js';
import { saveFile } from '../../print/save-file.js';
import { ensureServers, withReader } from '../../servers.js';
import { readSettings, withServerFlags, type Settings } from '../../settings.js';
import { withTrainedModel } from '../../models/trained-model.js';
import { VERSION } from '../../version.js';
import { findWinner, readProvenance, readRepeats } from '@ram-sweep/results';
import { dataDirOption, examples } from '../options/arguments.js';
import { engineOption } from '../options/engine-option.js';
import { requireStudy } from '../../studies/require-study.js';

interface ReportFlags {
  output?: string;
  engine: EngineChoice;
  dataDir?: string;
}

export function reportCommand(): Command {
  const command = new Command('report')
    .description('write a study as one HTML page: charts, importances, and where the best model looks')
    .argument('[study]', 'name of the study (default: the newest)')
    .option('-o, --output <file>', 'write to this file (default: STUDY.html)')
    .addOption(engineOption())
    .addOption(dataDirOption())
    .addHelpText('after', examples('ram-sweep report', 'ram-sweep report mnist-28 --output mnist-28.html'));
  return withServerFlags(command, 'home', 'database', 'nats').action(
    async (name: string | undefined, flags: ReportFlags) => {
      const settings = readSettings(command);
      const results = await readResults(settings, name);
      const { study } = results;
      const file = flags.output ?? `${nameInPath(study.name)}.html`;
      const pictures = await withLife('drawing glimpses', (say) =>
        drawPictures(settings, results, flags, say),
      );
      const page = renderReport({ ...results, pictures, madeAt: new Date(), version: VERSION });
      console.error(`wrote ${fileLink(await saveFile(file, page), process.stderr)}`);
    },
  );
}

type Results = Awaited<ReturnType<typeof readResults>>;

function readResults(settings: Settings, name: string | undefined) {
  return withReader(settings, async (reader) => {
    const study = await requireStudy(reader, name);
    const trials = await readTrials(reader, study.id, { sort: 'rank' });
    const winner = await findWinner(reader, study.id);
    const detail = winner && (await readTrial(reader, study.id, winner.trial.number));
    const repeats = await readRepeats(reader, study.id);
    const provenance = await readProvenance(reader, study.id);
    return { study, trials, winner, detail, repeats, provenance };
  });
}

/** Wrong answers that are shown. */
const WRONG = 10;

/** A report without pictures is better than none: what kept them away is said in their place. */
async function drawPictures(
  settings: Settings,
  { study, detail }: Results,
  flags: ReportFlags,
  say: Say,
): Promise<ReportPictures> {
  if (!detail) return { kind: 'missing', reason: 'There is no trained model yet.' };
  try {
    return await samplePictures(settings, study, detail, flags, say);
  } catch (error) {
    const reason = explain(error);
    console.error(`no pictures of glimpses: ${reason}`);
    return { kind: 'missing', reason: `The glimpses of the best model cannot be shown: ${reason}.` };
  }
}

function explain(error: unknown): string {
  if (error instanceof CommandError) return [error.message, error.hint].filter(Boolean).join('; ');
  return error instanceof Error ? error.message : String(error);
}

async function samplePictures(
  settings: Settings,
  study: StudySummary,
  trial: TrialDetail,
  flags: ReportFlags,
  say: Say,
): Promise<PathPictures> {
  const servers = await ensureServers(settings, (line) => console.error(line));
  const { engine, dataDir } = flags;
  const best = { settings, servers, study, trial, engine, dataDir, say };
  return withTrainedModel(best, async ({ model, splits, epoch }) => {
    const { seed, evaluation: policy } = trial.config;
    const traced = tracePaths({ model, split: splits.test, seed, label: 'test', policy });
    const samples = await samplePaths(traced, model.spec, WRONG);
    return { kind: 'paths', trial: trial.number, epoch, split: 'test', samples };
  });
}
