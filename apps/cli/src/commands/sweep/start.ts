import { Command } from 'commander';
import type { StudySpec } from '@ram-sweep/protocol';
import { readStudyFile, type StudyOverride } from '@ram-sweep/search';
import { describeBudget } from '@ram-sweep/search/budgets';
import { exitCodes } from '../../errors.js';
import { ensureServers, withStore } from '../../servers.js';
import { readSettings, withServerFlags, type Settings } from '../../settings.js';
import { endPause } from '../../studies/end-pause.js';
import { findOrCreateStudy, findSame } from '../../studies/store-study.js';
import { examples, parseAmount, parseCount, parseSeed } from '../options/arguments.js';
import { planSweep, printOutcome, runSweep, withSweepFlags, type SweepFlags } from './run-sweep.js';

interface StartFlags extends SweepFlags {
  name?: string;
  trials?: number;
  epochs?: number;
  hours?: number;
  target?: number;
  seed?: number;
  set?: string[];
}

export function startCommand(): Command {
  const command = new Command('start')
    .description('run a study: start the servers it needs, train its trials, show the leaderboard')
    .argument('<study>', 'study file (YAML or JSON)')
    .option('--name <name>', 'another name for the study')
    .option('--trials <count>', 'number of trials', parseCount)
    .option('--hours <hours>', 'hours that the study may run, over stops and resumes', parseAmount)
    .option('--target <error>', 'end the search at this validation error, a share such as 0.03', parseAmount)
    .option('--epochs <count>', 'epochs of each trial', parseCount)
    .option('--seed <seed>', 'seed of the study', parseSeed)
    .option(
      '--set <field=value>',
      'any field of the study file, e.g. config.batchSize=64 (repeatable)',
      collect,
    )
    .addHelpText(
      'after',
      examples(
        'ram-sweep start studies/quickstart.yaml',
        'ram-sweep start studies/mnist-reference.yaml --data-dir ~/data --workers 2',
        'ram-sweep start study.yaml --name lr-test --trials 5 --set config.learningRate=0.003',
        'ram-sweep start study.yaml --hours 8 --set budget.patience=30',
        'ram-sweep start study.yaml --detach && ram-sweep watch',
      ),
    );
  return withServerFlags(withSweepFlags(command), 'home', 'database', 'nats').action(
    async (file: string, flags: StartFlags) => {
      const spec = await readStudyFile(file, { overrides: overrides(flags) });
      await start(spec, readSettings(command), flags);
    },
  );
}

async function start(spec: StudySpec, settings: Settings, flags: StartFlags): Promise<void> {
  const servers = await ensureServers(settings, (line) => console.error(line));
  const known = await withStore(servers, (store) => findSame(store, spec));
  if (known?.state === 'complete') {
    console.log(`study ${known.name} is complete already; run it anew under another name with --name`);
    await printOutcome(servers, known);
    return;
  }
  // Before its trials are stored: a flag that is refused leaves no study behind.
  const plan = await planSweep(settings, servers, spec, flags);
  const { study, created } = await withStore(servers, (store) => findOrCreateStudy(store, spec));
  if (study.state === 'paused') await endPause(settings, servers, study);
  console.log(`study ${study.name}: ${created ? '' : 'going on with its '}${describeWork(spec)}`);
  process.exitCode = await runSweep(plan, servers, study, flags);
  if (process.exitCode === exitCodes.ok) process.exitCode = undefined;
}

function describeWork(spec: StudySpec): string {
  const { dataset } = spec;
  const images = dataset.name === 'glyphs' ? 'glyphs, digits drawn by ram-sweep (not MNIST)' : dataset.name;
  return `${describeBudget(spec)} on ${images}, ${dataset.canvas}`;
}

const collect = (value: string, held: string[] = []): string[] => [...held, value];

/** Flags win over the file; problems name the flag. */
function overrides({ name, trials, epochs, hours, target, seed, set }: StartFlags): StudyOverride[] {
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
