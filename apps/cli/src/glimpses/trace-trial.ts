import { pause } from '@ram-sweep/clock';
import type { TraceMessage } from '@ram-sweep/dashboard';
import { probeEngines, type EngineChoice } from '@ram-sweep/engines';
import { freshState, tracePaths } from '@ram-sweep/ram';
import { glimpsePath, type GlimpsePath } from '@ram-sweep/report';
import {
  findStudySummary,
  openReader,
  readTrial,
  type Reader,
  type StudySummary,
  type TrialDetail,
} from '@ram-sweep/store/read';
import { CommandError } from '../errors.js';
import type { ImagePlaces } from '@ram-sweep/studies/images';
import { readBest, withTrainedModel, type BestEpoch, type TrainedModel } from '@ram-sweep/studies/models';
import type { Servers } from '@ram-sweep/studies/servers';
import { requireTrial } from '@ram-sweep/studies/find';

/** Whose glimpses are wanted, and where to find them; handed to the tracing process on standard input. */
export interface TraceRequest {
  readonly images: ImagePlaces;
  readonly servers: Servers;
  readonly study: string;
  readonly trial: number;
}

/**
 * Images that are traced: the first of the validation split, as the test split is not for looking at while choosing.
 */
const SPLIT = 'validation';
const IMAGES = 24;

/** How often it is looked whether the trial has come to a better epoch. */
const LOOK_AGAIN_MS = 3_000;

/**
 * Tells where the model of a trial's best epoch looks, and again whenever an epoch is better, until the signal.
 * Throws what opening the checkpoint, the data and an engine throws.
 */
export async function traceTrial(
  request: TraceRequest,
  tell: (message: TraceMessage) => void,
  signal: AbortSignal,
): Promise<void> {
  const { images: settings, servers } = request;
  const reader = await openReader({ url: servers.readerUrl, name: 'ram-sweep glimpses' });
  try {
    const engine = await lightestEngine();
    const { study, trial, best } = await readNewestBest(reader, request);
    await withTrainedModel({ settings, servers, study, trial, engine, best }, async (trained) => {
      tell(await traceModel(trained, trial));
      let { epoch } = trained;
      for (;;) {
        await pause(LOOK_AGAIN_MS, signal);
        if (signal.aborted) return;
        if (((await readTrial(reader, study.id, trial.number))?.bestEpoch ?? 0) <= epoch) continue;
        const newest = await readNewestBest(reader, request);
        if (newest.best.epoch <= epoch) continue;
        await trained.model.load(freshState(trained.model.spec, newest.best.parameters));
        tell(await traceModel({ ...trained, ...newest.best }, trial));
        ({ epoch } = newest.best);
      }
    });
  } finally {
    await reader.close();
  }
}

interface FoundBest {
  readonly study: StudySummary;
  readonly trial: TrialDetail;
  readonly best: BestEpoch;
}

/**
 * The best epoch of the trial, from its newest checkpoint. One that trains may have replaced the checkpoint that we
 * have just read of: then we read again, for as long as there is another each time.
 */
async function readNewestBest(reader: Reader, { servers, ...of }: TraceRequest): Promise<FoundBest> {
  let tried: string | undefined;
  for (;;) {
    const study = await findStudySummary(reader, of.study);
    if (!study) throw new CommandError('the study has been deleted', 'not-found');
    const trial = await requireTrial(reader, study, of.trial);
    try {
      return { study, trial, best: await readBest(servers, trial) };
    } catch (error) {
      const newest = trial.checkpoints[0]?.name;
      if (newest === tried) throw error;
      tried = newest;
    }
  }
}

/** A few images are no work, and the GPU is in use where there is one. */
async function lightestEngine(): Promise<EngineChoice> {
  const [onnx] = await probeEngines(['onnx']);
  return onnx?.available ? 'onnx' : 'auto';
}

async function traceModel(
  {
    model,
    splits,
    epoch,
    validationError,
  }: Pick<TrainedModel, 'model' | 'splits' | 'epoch' | 'validationError'>,
  { number, config }: TrialDetail,
): Promise<TraceMessage> {
  const split = splits[SPLIT];
  const { seed, evaluation: policy } = config;
  const batchSize = Math.min(IMAGES, split.size);
  const paths: GlimpsePath[] = [];
  for await (const batch of tracePaths({ model, split, seed, label: SPLIT, policy, batchSize })) {
    for (let row = 0; row < batch.batch.rows; row += 1) paths.push(glimpsePath(batch, row, model.spec));
    break;
  }
  return { kind: 'traced', traced: { trial: number, epoch, validationError, split: SPLIT, paths } };
}
