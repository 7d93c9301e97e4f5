import { findImageSets, type ImageSetFacts } from '@ram-sweep/dataset';
import { chooseEngine, type EngineChoice, type EngineName } from '@ram-sweep/engines';
import { canvasSize, type StudySpec } from '@ram-sweep/protocol';
import { studyWarnings } from '@ram-sweep/search';
import { chooseSampler, type ChosenSampler, type SampledTrial } from '@ram-sweep/search/samplers';
import { withLife } from '../progress/life.js';
import type { Settings } from '../settings.js';
import { lagHints } from '../studies/sampler-notes.js';
import { planWorkers, type WorkerFlags } from '@ram-sweep/studies/drive';
import { capacityWarnings, imageBytes, processBytes, type ImageCounts } from '@ram-sweep/studies/capacity';
import { checkpointBytes, trialBytes } from './cost.js';
import { firstTrials, sampleConfigs } from './drawn-configs.js';
import { expectedTime, typicalConfig, type ExpectedTime } from './expected-time.js';
import { plannedWork, trainingsOf, type PlannedWork } from './planned-work.js';

/** What a study would be, here, before anything of it exists. */
export interface Forecast {
  readonly spec: StudySpec;
  readonly sampler: ChosenSampler;
  readonly work: PlannedWork;
  readonly threads: number;
  /** Null where it was not measured; `whyNot` says why. */
  readonly time: (ExpectedTime & { readonly engine: EngineName }) | null;
  readonly whyNoTime: string | null;
  readonly memory: { readonly images: number; readonly trial: number; readonly total: number };
  /** Bytes of checkpoints at the end; null where the number of trials is not known. */
  readonly disk: number | null;
  readonly data: Pick<ImageSetFacts, 'available' | 'source' | 'bytes'> & ImageCounts;
  /** Those that it begins with. */
  readonly first: readonly SampledTrial[];
  readonly warnings: readonly string[];
}

/** How it would be run. */
export interface ForecastFlags extends WorkerFlags {
  readonly dataDir?: string;
  /** Whether the engine is tried for half a second. */
  readonly measure: boolean;
}

/** Configs that are shown. */
const SHOWN = 5;

/** Starts no server and writes nothing. Throws what planning workers throws, where flags ask for what is not here. */
export async function forecast(spec: StudySpec, settings: Settings, flags: ForecastFlags): Promise<Forecast> {
  const drawn = sampleConfigs(spec);
  const work = plannedWork(spec, drawn);
  const data = await findData(spec, settings, flags.dataDir);
  const workers = await planWorkers(flags);
  const threads = workers.reduce((sum, { slots }) => sum + slots, 0);
  const largest = Math.max(...drawn.map((config) => trialBytes(config, spec.dataset)));
  const trainings = trainingsOf(work);
  const checkpoints = Math.max(...drawn.map((config) => checkpointBytes(config, spec.dataset)));
  const measured = flags.measure
    ? await withLife('trying the engine', () => measure(spec, drawn, flags.engine))
    : 'it was not measured';
  return {
    spec,
    sampler: chooseSampler(spec),
    work,
    threads,
    time:
      typeof measured === 'string'
        ? null
        : {
            ...expectedTime(spec, work, drawn, { step: measured, images: data, threads }),
            engine: measured.engine,
          },
    whyNoTime: typeof measured === 'string' ? measured : null,
    memory: {
      images: imageBytes(data),
      trial: largest,
      total: processBytes(workers.length, data) + threads * largest,
    },
    disk: trainings === null ? null : trainings * checkpoints,
    data,
    first: firstTrials(spec, SHOWN),
    warnings: [...studyWarnings(spec), ...lagHints(spec, threads), ...capacityWarnings(workers, data)],
  };
}

/** A step of a typical config, or why there is none: no reason to keep the rest back. */
async function measure(spec: StudySpec, drawn: readonly SampledTrial['config'][], choice: EngineChoice) {
  try {
    const engine = await chooseEngine(choice);
    const config = typicalConfig(drawn);
    // What opens engines is heavy, and most commands need none of it.
    const { measureEngine } = await import('@ram-sweep/engines/measure');
    const milliseconds = await measureEngine(engine, { config, imageSize: canvasSize(spec.dataset) });
    return { engine, config, milliseconds };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function findData({ dataset }: StudySpec, settings: Settings, folder: string | undefined) {
  const dataDir = folder ?? settings.dataDir;
  const sets = await findImageSets({ ...(dataDir ? { dataDir } : {}), cacheDir: settings.cacheDir });
  const { available, source, bytes, train, test } = sets.find(({ name }) => name === dataset.name)!;
  return { available, source, bytes, train: dataset.train ?? train, test: dataset.test ?? test };
}
