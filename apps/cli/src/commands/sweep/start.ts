import { Command } from 'commander';
import type { StudySpec } from '@ram-sweep/protocol';
import { studyWarnings, type StudyOverride } from '@ram-sweep/search';
import { describeBudget } from '@ram-sweep/search/budgets';
import type { Reader } from '@ram-sweep/store/read';
import { badUsage, exitCodes } from '../../errors.js';
import { listenAsWished, sayWhoMayJoin } from '../../joining/listening-servers.js';
import { ensureServers, withStore } from '@ram-sweep/studies/servers';
import { readSettings, withServerFlags, type Settings } from '../../settings.js';
import { logFileOf } from '@ram-sweep/studies/sweep-file';
import { endPause } from '@ram-sweep/studies/control';
import { quickstartFile } from '../../studies/nearby-study-file.js';
import { findOrCreateStudy, findSame, takePriors } from '@ram-sweep/studies/create';
import { requestAround, requestStudy, type RequestedStudy } from '../../studies/requested-study.js';
import { describeChoice, lagHints } from '../../studies/sampler-notes.js';
import { collectAssignments, examples, parseAmount, parseCount, parseSeed } from '../options/arguments.js';
import { dryRun, readRunning } from './dry-run.js';
import { onlyListens } from './only-to-listen.js';
import { checkFlags, planFromFlags, type CheckedFlags } from './plan-from-flags.js';
import { printOutcome, runSweep } from './run-sweep.js';
import { withSweepFlags, type SweepFlags } from './sweep-flags.js';

interface StartFlags extends SweepFlags {
  from?: string;
  name?: string;
  trials?: number;
  epochs?: number;
  hours?: number;
  target?: number;
  seed?: number;
  set?: string[];
  dryRun?: boolean;
  service?: boolean;
  measure: boolean;
  json?: boolean;
}

export function startCommand(): Command {
  const command = new Command('start')
    .description('run a study: start the servers it needs, train its trials, show the leaderboard')
    .argument(
      '[study]',
      'study file, YAML or JSON (default: the quickstart, a minute on digits that it draws itself)',
    )
    .option('--from <study>', 'search a narrower space around the best config of this earlier study')
    .option('--name <name>', 'another name for the study')
    .option('--trials <count>', 'number of trials', parseCount)
    .option('--hours <hours>', 'hours that the study may run, over stops and resumes', parseAmount)
    .option('--target <error>', 'end the search at this validation error, a share such as 0.03', parseAmount)
    .option('--epochs <count>', 'epochs of each trial', parseCount)
    .option('--seed <seed>', 'seed of the study', parseSeed)
    .option(
      '--set <field=value>',
      'any field of the study file, e.g. config.batchSize=64 (repeatable)',
      collectAssignments,
    )
    .option(
      '--dry-run',
      'start nothing: say what would be trained, how long that takes here, how much memory',
    )
    .option(
      '--service',
      'for a container: run until told to end, leave the study to the next start then, keep a pause, stay when it is over',
    )
    .option('--no-measure', 'with --dry-run: do not try the engine, so the time is not estimated')
    .option('--json', 'with --dry-run: print JSON')
    .addHelpText(
      'after',
      examples(
        'ram-sweep start',
        'ram-sweep start studies/mnist-reference.yaml --data-dir ~/data --workers 2',
        'ram-sweep start study.yaml --name lr-test --trials 5 --set config.learningRate=0.003',
        'ram-sweep start study.yaml --trials 100 --dry-run',
        'ram-sweep start study.yaml --hours 8 --set budget.patience=30',
        'ram-sweep start study.yaml --detach && ram-sweep watch',
        'ram-sweep start study.yaml --listen 0.0.0.0 --workers 0   # prints a line for other machines',
        'ram-sweep start study.yaml --service --workers 0 --nats-replicas 3',
        'ram-sweep start --from mnist-28 --name mnist-28-closer --trials 20',
        'ram-sweep start longer.yaml --from mnist-28',
        `ram-sweep start study.yaml --name again --set sampler=auto --set 'prior=["mnist-28"]'`,
      ),
    );
  return withServerFlags(withSweepFlags(command), 'home', 'database', 'nats').action(
    async (file: string | undefined, flags: StartFlags) => {
      const settings = readSettings(command);
      if (flags.dryRun) {
        await checkFlags(settings, flags);
        const asked = await request(file, flags, (use) => readRunning(settings, use));
        process.stdout.write(await dryRun(asked, settings, flags));
        return;
      }
      if (flags.service && flags.detach)
        throw badUsage('--service and --detach exclude each other', 'leave one of them out');
      if (flags.json || !flags.measure)
        throw badUsage('--json and --no-measure go with --dry-run', 'add --dry-run, or leave them out');
      const checked = await checkFlags(settings, flags);
      const read = async <Result>(use: (reader: Reader) => Promise<Result>): Promise<Result> =>
        withStore(await ensureServers(settings), use);
      await start(await request(file, flags, read), settings, checked);
    },
  );
}

/** `read`: how to look at earlier studies. */
async function request(
  file: string | undefined,
  flags: StartFlags,
  read: (use: (reader: Reader) => Promise<RequestedStudy>) => Promise<RequestedStudy>,
): Promise<RequestedStudy> {
  const { from } = flags;
  const given = overridesOf(flags);
  if (from !== undefined) return read((reader) => requestAround(reader, from, file, given));
  return requestStudy(file ?? quickstartFile, given);
}

async function start(
  requested: RequestedStudy,
  settings: Settings,
  flags: StartFlags & CheckedFlags,
): Promise<void> {
  const { spec } = requested;
  const service = flags.service ? await import('./run-service.js') : null;
  const servers = await ensureServers(settings);
  const known = await withStore(servers, (store) => findSame(store, spec));
  if (await onlyListens(settings, spec, flags)) return;
  if (known?.state === 'complete') {
    await listenAsWished(settings, flags.listen);
    console.log(`study ${known.name} is complete already; run it again under another name with --name`);
    if (service) return endWith(await service.staysWhenOver(servers, known, settings.home));
    endWith(await printOutcome(servers, known, logFileOf(settings.home, known.name)));
    return;
  }
  const earlier = known ? null : await withStore(servers, (store) => takePriors(store, requested));
  // Before its trials are stored: a flag that is refused leaves no study behind.
  const plan = await planFromFlags(settings, servers, spec, flags);
  await listenAsWished(settings, flags.listen);
  const { study, created } = await withStore(servers, (store) =>
    findOrCreateStudy(store, spec, earlier?.pinned),
  );
  if (study.state === 'paused' && !service) await endPause(settings, servers, study);
  if (created) printNotes(requested, earlier?.lines ?? [], plan.workers);
  await sayWhoMayJoin(settings, flags.listen);
  console.log(`study ${study.name}: ${created ? '' : 'continuing its '}${describeWork(spec)}`);
  if (service) endWith(await service.runService(plan, servers, study));
  else endWith(await runSweep(plan, servers, study, flags));
}

const endWith = (code: number): void => {
  process.exitCode = code === exitCodes.ok ? undefined : code;
};

/** What a person should know before a new study trains. */
function printNotes(
  { spec, notes }: RequestedStudy,
  earlier: readonly string[],
  workers: readonly { readonly slots: number }[],
): void {
  const slots = workers.reduce((sum, worker) => sum + worker.slots, 0);
  for (const line of [...notes, ...describeChoice(spec), ...earlier]) console.log(line);
  for (const warning of studyWarnings(spec)) console.error(`warning: ${warning}`);
  for (const hint of lagHints(spec, slots)) console.error(`hint: ${hint}`);
}

function describeWork(spec: StudySpec): string {
  const { dataset } = spec;
  const images = dataset.name === 'glyphs' ? 'glyphs, digits drawn by ram-sweep (not MNIST)' : dataset.name;
  return `${describeBudget(spec)} on ${images}, ${dataset.canvas}`;
}

/** Flags win over the file; problems name the flag. */
function overridesOf({ name, trials, epochs, hours, target, seed, set }: StartFlags): StudyOverride[] {
  const given: StudyOverride[] = [];
  const add = (path: string, value: unknown, flag: string): void => {
    if (value !== undefined) given.push({ path, value, flag });
  };
  add('name', name, '--name');
  add('trials', trials, '--trials');
  add('seed', seed, '--seed');
  add('config.epochs', epochs, '--epochs');
  add('budget.hours', hours, '--hours');
  add('budget.target', target, '--target');
  for (const assignment of set ?? []) {
    const [path = '', ...rest] = assignment.split('=');
    add(path, parseValue(rest.join('=')), `--set ${path}`);
  }
  return given;
}

/** JSON where it is JSON (numbers, true, null, {…}), the text itself otherwise. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
