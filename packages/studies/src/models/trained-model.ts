import { connectBus } from '@ram-sweep/bus';
import { openSplits, type Splits } from '@ram-sweep/dataset';
import { decodeCheckpoint, freshState, modelSpec, type Checkpoint, type Model } from '@ram-sweep/ram';
import type { StudySummary, TrialDetail } from '@ram-sweep/store/read';
import { chooseEngine, openEngine, type EngineChoice, type EngineName } from '@ram-sweep/engines';
import { StudiesError } from '../errors.js';
import type { Servers } from '../servers.js';
import { imagesFolder } from './images-folder.js';
import { describeDownload, openImages, type ImagePlaces } from './open-images.js';

/** The model of a trial's best epoch, ready to be evaluated, and the data that it was trained for. */
export interface TrainedModel {
  readonly model: Model;
  readonly splits: Splits;
  readonly epoch: number;
  readonly validationError: number;
  readonly engine: EngineName;
  /** Where the images came from, for people. */
  readonly source: string;
}

/** Whose model is wanted, and what is to compute it on which data. */
export interface TrainedTrial {
  /** With the home: also where the study's last sweep had its images. */
  readonly settings: ImagePlaces & { readonly home?: string };
  readonly servers: Servers;
  readonly study: StudySummary;
  readonly trial: TrialDetail;
  readonly engine: EngineChoice;
  /** Default: the one of the settings, or that of the study's last sweep here. */
  readonly dataDir?: string | undefined;
  /** Told what is going on, as each step takes a while. */
  readonly say?: (detail: string) => void;
  /** Its best epoch where it has been read already. */
  readonly best?: BestEpoch;
}

export type BestEpoch = NonNullable<Checkpoint['best']>;

/**
 * Runs `use` with the model of the trial's best epoch, from its newest checkpoint that is whole.
 * Throws a StudiesError (not found) where no checkpoint can be used, and what opening data or engine throws.
 */
export async function withTrainedModel<Result>(
  of: TrainedTrial,
  use: (trained: TrainedModel) => Promise<Result>,
): Promise<Result> {
  const { trained, close } = await openTrainedModel(of);
  try {
    return await use(trained);
  } finally {
    await close();
  }
}

/** The same for as long as the caller wants; `close` frees it. */
export async function openTrainedModel({
  settings,
  servers,
  study,
  trial,
  say,
  ...options
}: TrainedTrial): Promise<{ trained: TrainedModel; close: () => Promise<void> }> {
  const { config } = trial;
  say?.('reading its checkpoint');
  const { epoch, validationError, parameters } = options.best ?? (await readBest(servers, trial));
  const { dataset } = study.spec;
  say?.(`opening ${dataset.name}`);
  const { cacheDir, home } = settings;
  const dataDir =
    home === undefined
      ? (options.dataDir ?? settings.dataDir)
      : await imagesFolder({ home, dataDir: settings.dataDir }, study.name, options.dataDir);
  const images = await openImages(dataset, { cacheDir, dataDir }, (progress) =>
    say?.(describeDownload(progress)),
  );
  const engine = await chooseEngine(options.engine);
  say?.(`compiling the model for ${engine}`);
  const splits = openSplits(images, dataset, { validationSplit: config.validationSplit, seed: config.seed });
  try {
    const model = await (await openEngine(engine)).compile(modelSpec(config, splits));
    try {
      await model.load(freshState(model.spec, parameters));
    } catch (error) {
      await model.dispose();
      throw error;
    }
    const trained = { model, splits, epoch, validationError, engine, source: images.source };
    return { trained, close: () => closeAll(model, splits) };
  } catch (error) {
    await splits.close();
    throw error;
  }
}

async function closeAll(model: Model, splits: Splits): Promise<void> {
  try {
    await model.dispose();
  } finally {
    await splits.close();
  }
}

/** The best epoch in the newest stored checkpoint of the trial that is whole and knows one. */
export async function readBest(servers: Servers, trial: TrialDetail): Promise<BestEpoch> {
  const bus = await connectBus(servers.commandBus);
  try {
    const problems: string[] = [];
    for (const ref of trial.checkpoints) {
      try {
        const { best } = decodeCheckpoint(await bus.checkpoints.get(ref));
        if (best) return best;
      } catch (error) {
        problems.push(error instanceof Error ? error.message : String(error));
      }
    }
    throw new StudiesError(
      `trial ${trial.number} has no checkpoint that can be used${problems.length ? `: ${problems.join('; ')}` : ''}`,
      'not-found',
      'checkpoints are kept in the JetStream folder of the NATS server that the study ran on',
    );
  } finally {
    await bus.close();
  }
}
