import { percent } from '@ram-sweep/format';
import { Command, Option } from 'commander';
import type { Reader, StudySummary, TrialDetail } from '@ram-sweep/store/read';
import type { EngineChoice } from '@ram-sweep/engines';
import { badUsage, notFound } from '../../errors.js';
import { formatValue } from '../../print/format/format.js';
import { printFinalistTests } from '../../print/trial/finalist-tests.js';
import { namedTrial } from '../../print/trial/named-trial.js';
import { describeProtocol } from '../../print/trial/protocol.js';
import { withLife, type Say } from '../../progress/life.js';
import { ensureServers, readFrom, requireStudies } from '@ram-sweep/studies/servers';
import { readSettings, withServerFlags, type Settings } from '../../settings.js';
import { testTrial, type TestResult, type TestProtocol } from '../../models/test-trial.js';
import type { TrainedTrial } from '@ram-sweep/studies/models';
import { readRepeats } from '@ram-sweep/results';
import { requireStudy, requireTrial, requireWinner } from '@ram-sweep/studies/find';
import { countUpTo, dataDirOption, examples, parseTrial } from '../options/arguments.js';
import { engineOption } from '../options/engine-option.js';
import { propose } from '../../print/command/propose.js';

interface TestFlags {
  trial?: number;
  finalists?: boolean;
  policy?: 'mean' | 'sampled';
  rollouts?: number;
  engine: EngineChoice;
  dataDir?: string;
  json?: boolean;
}

/** What is measured of each finalist and control, once: as it would be used, and averaged over paths. */
const FINALIST_PROTOCOLS: readonly TestProtocol[] = [
  { policy: 'mean', rollouts: 1 },
  { policy: 'sampled', rollouts: 10 },
];

/** Their probabilities are all in memory. */
const MOST_ROLLOUTS = 10_000;

export function testCommand(): Command {
  const command = new Command('test')
    .description('evaluate the best checkpoint of a trial on the test split')
    .argument('[study]', 'name of the study (default: the newest)')
    .option('--trial <number>', 'this trial (default: the one that `best` reports)', parseTrial)
    .option('--finalists', 'all finalists and controls, each once: mean policy, and 10 sampled rollouts')
    .addOption(
      new Option('--policy <policy>', 'mean or sampled (default: as the trial was validated)').choices([
        'mean',
        'sampled',
      ]),
    )
    .option(
      '--rollouts <count>',
      'paths for each image (default: as the trial was validated)',
      countUpTo(MOST_ROLLOUTS),
    )
    .addOption(engineOption())
    .addOption(dataDirOption())
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples(
        'ram-sweep test',
        'ram-sweep test mnist-28 --finalists',
        'ram-sweep test mnist-28 --trial 7',
        'ram-sweep test --policy sampled --rollouts 10 --json',
      ),
    );
  return withServerFlags(command, 'home', 'database', 'nats').action(
    async (name: string | undefined, flags: TestFlags) => {
      if (flags.finalists && (flags.trial !== undefined || flags.policy || flags.rollouts))
        throw badUsage(
          '--finalists measures under its own protocols',
          'leave out --trial, --policy and --rollouts',
        );
      await test(readSettings(command), name, flags);
    },
  );
}

async function test(settings: Settings, name: string | undefined, flags: TestFlags): Promise<void> {
  await requireStudies(settings);
  const servers = await ensureServers(settings);
  const { study, trials } = await readFrom(servers, (reader) => chooseTrials(reader, name, flags));
  const results = await withLife('testing', (say) =>
    measure({ settings, servers, study }, trials, flags, say),
  );
  if (flags.json) process.stdout.write(await formatValue('json', flags.finalists ? results : results[0]));
  else if (flags.finalists) process.stdout.write(printFinalistTests(trials, results, FINALIST_PROTOCOLS));
  else process.stdout.write(results.map((result) => describe(result, trials)).join('\n'));
  if (flags.finalists)
    console.error(
      `${results.length > 0 ? `data: ${results[0]!.dataset}` : 'all were measured before'}; means and intervals: \`${propose(`best ${study.name}`)}\``,
    );
}

/** Each is recorded as soon as it is measured: what is interrupted continues where it was. */
async function measure(
  of: Pick<TrainedTrial, 'settings' | 'servers' | 'study'>,
  trials: readonly TrialDetail[],
  flags: TestFlags,
  say: Say,
): Promise<TestResult[]> {
  const { engine, dataDir } = flags;
  const results: TestResult[] = [];
  for (const [index, trial] of trials.entries()) {
    const protocols = flags.finalists ? unmeasured(trial) : [protocolOf(trial, flags)];
    const place = trials.length === 1 ? '' : `, ${index + 1} of ${trials.length}`;
    const sayOf: Say = (detail) => say(`trial ${trial.number}${place}, ${detail}`);
    results.push(...(await testTrial({ ...of, trial, engine, dataDir, say: sayOf }, protocols)));
  }
  return results;
}

async function chooseTrials(
  reader: Reader,
  name: string | undefined,
  flags: TestFlags,
): Promise<{ study: StudySummary; trials: TrialDetail[] }> {
  const study = await requireStudy(reader, name);
  const numbers = flags.finalists
    ? await finishedRepeats(reader, study)
    : [flags.trial ?? (await requireWinner(reader, study)).trial.number];
  const trials: TrialDetail[] = [];
  for (const number of numbers) {
    trials.push(await requireTrial(reader, study, number));
  }
  return { study, trials };
}

async function finishedRepeats(reader: Reader, study: StudySummary): Promise<number[]> {
  const groups = await readRepeats(reader, study.id);
  const complete = groups.flatMap(({ trials }) => trials).filter(({ state }) => state === 'complete');
  if (complete.length > 0) return complete.map(({ number }) => number);
  throw notFound(
    `study ${study.name} has no finalists that are complete`,
    'finalists are set in the study file, such as `finalists: { top: 3, seeds: 3 }`',
  );
}

const protocolOf = ({ config }: TrialDetail, { policy, rollouts }: TestFlags): TestProtocol => ({
  policy: policy ?? config.evaluation,
  rollouts: rollouts ?? config.evaluationRollouts,
});

/** The test split is looked at once under each protocol; what stands in the tables is not measured again. */
const unmeasured = ({ testResults, bestEpoch }: TrialDetail): TestProtocol[] =>
  FINALIST_PROTOCOLS.filter(
    ({ policy, rollouts }) =>
      !testResults.some(
        (known) => known.epoch === bestEpoch && known.policy === policy && known.rollouts === rollouts,
      ),
  );

const describe = (result: TestResult, trials: readonly TrialDetail[]): string =>
  [
    `${namedTrial(trials.find(({ number }) => number === result.trial)!)} of study ${result.study}, its best epoch ${result.epoch}`,
    `validation error  ${percent(result.validationError)}`,
    `test error        ${percent(result.testError)} on ${result.images} images (${describeProtocol(result)}, ${result.engine})`,
    `data              ${result.dataset}`,
    '',
  ].join('\n');
