import { Command, Option } from 'commander';
import { connectBus } from '@ram-sweep/bus';
import { openSplits } from '@ram-sweep/dataset';
import type { CheckpointRef } from '@ram-sweep/protocol';
import { decodeCheckpoint, evaluateSplit, freshState, modelSpec, type Checkpoint } from '@ram-sweep/ram';
import { recordTestResult } from '@ram-sweep/store';
import { readTrial, type StudySummary, type TrialDetail } from '@ram-sweep/store/read';
import { chooseEngine, openEngine, type EngineChoice } from '@ram-sweep/worker';
import { CommandError, exitCodes, notFound } from '../errors.js';
import { openImages } from '../image-sets.js';
import { formatValue } from '../print/format.js';
import { percent } from '../print/units.js';
import { ensureServers, withReader, withStore, type Servers } from '../servers.js';
import { readSettings, withServerFlags, type Settings } from '../settings.js';
import { examples, parseCount, parseTrial } from './arguments.js';
import { engineOption } from './engine-option.js';
import { requireBest } from './best.js';
import { requireStudy } from './studies.js';

interface TestFlags {
  trial?: number;
  policy?: 'mean' | 'sampled';
  rollouts?: number;
  engine: EngineChoice;
  dataDir?: string;
  json?: boolean;
}

export function testCommand(): Command {
  const command = new Command('test')
    .description('evaluate the best checkpoint of a trial on the test split')
    .argument('[study]', 'name of the study (default: the newest)')
    .option('--trial <number>', 'this trial (default: the one of smallest validation error)', parseTrial)
    .addOption(
      new Option('--policy <policy>', 'mean or sampled (default: as the trial was validated)').choices([
        'mean',
        'sampled',
      ]),
    )
    .option('--rollouts <count>', 'paths for each image (default: as the trial was validated)', parseCount)
    .addOption(engineOption())
    .option('--data-dir <dir>', 'where MNIST and Fashion-MNIST are (RAM_SWEEP_DATA_DIR)')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples(
        'ram-sweep test',
        'ram-sweep test mnist-28 --trial 7',
        'ram-sweep test --policy sampled --rollouts 10 --json',
      ),
    );
  return withServerFlags(command).action(async (name: string | undefined, flags: TestFlags) => {
    const settings = readSettings(command);
    const servers = await ensureServers(settings, (line) => console.error(line));
    const { study, trial } = await withReader(settings, async (reader) => {
      const found = await requireStudy(reader, name);
      const number = flags.trial ?? (await requireBest(reader, found)).number;
      const detail = await readTrial(reader, found.id, number);
      if (!detail) throw notFound(`study ${found.name} has no trial ${number}`);
      return { study: found, trial: detail };
    });
    const result = await testTrial(settings, servers, study, trial, flags);
    process.stdout.write(flags.json ? formatValue('json', result) : describe(result));
  });
}

type TestResult = Awaited<ReturnType<typeof testTrial>>;

async function testTrial(
  settings: Settings,
  servers: Servers,
  study: StudySummary,
  trial: TrialDetail,
  flags: TestFlags,
) {
  const { best } = await readCheckpoint(servers, trial);
  const { dataset } = study.spec;
  const { config } = trial;
  const images = await openImages(dataset, settings, flags.dataDir);
  const splits = openSplits(images, dataset, {
    validationSplit: config.validationSplit,
    seed: config.seed,
  });
  const engineName = await chooseEngine(flags.engine);
  const model = await (await openEngine(engineName)).compile(modelSpec(config, splits));
  const policy = flags.policy ?? config.evaluation;
  const rollouts = flags.rollouts ?? config.evaluationRollouts;
  try {
    await model.load(freshState(model.spec, best.parameters));
    const outcome = await evaluateSplit({
      model,
      config,
      split: splits.test,
      seed: config.seed,
      label: 'test',
      policy,
      rollouts,
    });
    const result = {
      study: study.name,
      dataset: images.source,
      trial: trial.number,
      epoch: best.epoch,
      validationError: best.validationError,
      testError: outcome.error,
      images: outcome.images,
      policy,
      rollouts,
      engine: engineName,
    };
    await record(servers, study, result);
    return result;
  } finally {
    await model.dispose();
    await splits.close();
  }
}

/** The newest stored checkpoint of the trial that is whole and knows a best epoch. */
async function readCheckpoint(
  servers: Servers,
  trial: TrialDetail,
): Promise<{ best: NonNullable<Checkpoint['best']> }> {
  const bus = await connectBus(servers.commandBus);
  try {
    const problems: string[] = [];
    for (const ref of trial.checkpoints as readonly CheckpointRef[]) {
      try {
        const { best } = decodeCheckpoint(await bus.checkpoints.get(ref));
        if (best) return { best };
      } catch (error) {
        problems.push(error instanceof Error ? error.message : String(error));
      }
    }
    throw new CommandError(
      `trial ${trial.number} has no checkpoint that can be used${problems.length ? `: ${problems.join('; ')}` : ''}`,
      exitCodes.notFound,
      'checkpoints are kept in the JetStream folder of the NATS server that the study ran on',
    );
  } finally {
    await bus.close();
  }
}

function record(servers: Servers, study: StudySummary, result: TestResult): Promise<void> {
  const { trial, epoch, policy, rollouts, images, engine, testError: error } = result;
  const row = { study: study.id, trial, epoch, policy, rollouts, error, images, engine };
  return withStore(servers, (store) => recordTestResult(store, row));
}

const describe = (result: TestResult): string =>
  [
    `trial ${result.trial} of study ${result.study}, its best epoch ${result.epoch}`,
    `validation error  ${percent(result.validationError)}`,
    `test error        ${percent(result.testError)} on ${result.images} images (${result.policy} policy, ${result.rollouts} ${result.rollouts === 1 ? 'rollout' : 'rollouts'}, ${result.engine})`,
    `data              ${result.dataset}`,
    '',
  ].join('\n');
