import { pause } from '@ram-sweep/clock';
import type { TraceMessage } from '@ram-sweep/dashboard';
import { probeEngines, type EngineChoice } from '@ram-sweep/engines';
import { freshState, tracePaths } from '@ram-sweep/ram';
import { glimpsePath, type GlimpsePath } from '@ram-sweep/report';
import { findStudySummary, openReader, type StudySummary, type TrialDetail } from '@ram-sweep/store/read';
import { CommandError } from '../errors.js';
import type { ImagePlaces } from '../models/image-sets.js';
import { readBest, withTrainedModel, type TrainedModel } from '../models/trained-model.js';
import type { Servers } from '../servers.js';
import { requireTrial } from '../studies/require-study.js';

/** Whose glimpses are wanted, and where to find them; handed to the tracing process on standard input. */
export interface TraceRequest {
  readonly images: ImagePlaces;
  readonly servers: Servers;
  readonly study: string;
  readonly trial: number;
}

/** Images that are traced: the first of the validation split, as the test split is not for looking at while choosing. */
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
  const read = async (): Promise<{ study: StudySummary; trial: TrialDetail }> => {
    const study = await findStudySummary(reader, request.study);
    if (!study) throw new CommandError('the study has been deleted', 'not-found');
    return { study, trial: await requireTrial(reader, study, request.trial) };
  };
  try {
    const found = await read();
    const engine = await lightestEngine();
    await withTrainedModel({ settings, servers, ...found, engine }, async (trained) => {
      tell(await traceModel(trained, found.trial));
      let { epoch } = trained;
      while (!signal.aborted) {
        await pause(LOOK_AGAIN_MS, signal);
        const { trial } = await read();
        if (signal.aborted || trial.bestEpoch === null || trial.bestEpoch <= epoch) continue;
        const better = await readBest(servers, trial);
        if (better.epoch <= epoch) continue;
        await trained.model.load(freshState(trained.model.spec, better.parameters));
        tell(await traceModel({ ...trained, ...better }, trial));
        ({ epoch } = better);
      }
    });
  } finally {
    await reader.close();
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
