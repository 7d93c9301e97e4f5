import { counted } from '@ram-sweep/format';
import { Command, InvalidArgumentError } from 'commander';
import { isUnfinished, trialStates, type TrialState } from '@ram-sweep/protocol';
import { namedTrials, retryTrials, type Store } from '@ram-sweep/store';
import type { StudySummary } from '@ram-sweep/store/read';
import { requireStudy } from '@ram-sweep/studies/find';
import { listenAsWished, sayWhoMayJoin } from '../../joining/listening-servers.js';
import { ensureServers, requireStudies, withStore } from '@ram-sweep/studies/servers';
import { readSettings, withServerFlags } from '../../settings.js';
import { endPause, requireStopped } from '@ram-sweep/studies/control';
import { requireExtensible, requireUncut } from '../../studies/require-extensible.js';
import { checkEnqueued, enqueueConfigs } from '../../studies/enqueue-configs.js';
import { extendStudy, requireRoom } from '@ram-sweep/studies/create';
import { withStudyLock } from '@ram-sweep/studies/study-lock';
import { logFileOf } from '@ram-sweep/studies/sweep-file';
import { examples, parseCount } from '../options/arguments.js';
import { onlyListens } from './only-to-listen.js';
import { checkFlags, planFromFlags } from './plan-from-flags.js';
import { printOutcome, runSweep } from './run-sweep.js';
import { withSweepFlags, type SweepFlags } from './sweep-flags.js';

interface ResumeFlags extends SweepFlags {
  retryFailed?: boolean;
  retryCancelled?: boolean;
  retryPruned?: boolean;
  trials?: number;
  enqueue?: string;
}

export function resumeCommand(): Command {
  const command = new Command('resume')
    .description('continue the unfinished trials of a study from their checkpoints; ends a pause')
    .argument('[study]', 'name of the study (default: the newest)')
    .option('--retry-failed', 'try the failed trials again as well')
    .option('--retry-cancelled', 'take up the cancelled trials as well')
    .option('--retry-pruned', 'train the pruned trials to their end as well')
    .option('--trials <+count>', 'add trials, also to a complete study', parseExtension)
    .option(
      '--enqueue <file>',
      'try the configs of this file next (YAML or JSON, a list as under first); those beyond the budget are added',
    )
    .addHelpText(
      'after',
      `
Retries and enqueued configs are interventions: best, show and the report name them, with the trial from which they count.
${examples(
  'ram-sweep resume',
  'ram-sweep resume mnist-28 --retry-failed',
  'ram-sweep resume mnist-28 --trials +20',
  'ram-sweep resume mnist-28 --enqueue ideas.yaml   # such as: [{ std: 0.1, glimpses: 6 }]',
)}`,
    );
  return withServerFlags(withSweepFlags(command), 'home', 'database', 'nats').action(
    async (name: string | undefined, given: ResumeFlags) => {
      const settings = readSettings(command);
      await requireStudies(settings);
      const flags = await checkFlags(settings, given);
      const servers = await ensureServers(settings);
      // A reader would refuse tables of an older version; a store brings them up to date.
      const study = await withStore(servers, (store) => requireStudy(store, name));
      if (flags.trials !== undefined) requireExtensible(study);
      if (flags.enqueue !== undefined) requireUncut(study);
      if (changesStudy(flags))
        await withStore(servers, (store) => checkChange(store, settings.home, study, flags));
      const continued = study.state === 'paused' ? await endPause(settings, servers, study) : null;
      if (continued !== null) {
        await listenAsWished(settings, flags.listen);
        return console.log(continued);
      }
      if (!changesStudy(flags) && (await onlyListens(settings, study, flags))) return;
      const wanted = extensionOf(study, flags);
      // One that was stopped as its last trial ended has its next phase to come, or its end to be written down.
      if (!wanted && unfinishedOf(study) === 0 && study.state === 'complete') {
        await listenAsWished(settings, flags.listen);
        const { failed } = study.counts;
        console.log(
          `study ${study.name} has no unfinished trials${failed ? `; --retry-failed takes up its ${failed} failed ones` : ''}`,
        );
        process.exitCode = await printOutcome(servers, study, logFileOf(settings.home, study.name));
        return;
      }
      const plan = await planFromFlags(settings, servers, study.spec, flags);
      await listenAsWished(settings, flags.listen);
      if (wanted)
        // Read again, as the sweep that ran it may have added finalists meanwhile.
        await withStore(servers, (store) =>
          withStudyLock(store, study, async () =>
            extend(store, await requireStudy(store, study.name), wanted),
          ),
        );
      const now = await withStore(servers, (store) => requireStudy(store, study.name));
      const unfinished = unfinishedOf(now);
      const left = unfinished === 0 ? 'what follows its last trial is' : counted(unfinished, 'trial');
      await sayWhoMayJoin(settings, flags.listen);
      console.log(`study ${study.name}: ${left} to go`);
      process.exitCode = await runSweep(plan, servers, study, flags);
    },
  );
}

/** Whether the flags ask for more than to continue. */
const changesStudy = ({ retryFailed, retryCancelled, retryPruned, trials, enqueue }: ResumeFlags): boolean =>
  [retryFailed, retryCancelled, retryPruned].includes(true) || trials !== undefined || enqueue !== undefined;

/** Before anything is changed: a pause that ends cannot be undone where the rest is refused. */
async function checkChange(
  store: Store,
  home: string,
  study: StudySummary,
  { enqueue, trials }: ResumeFlags,
): Promise<void> {
  if (trials !== undefined) await requireRoom(store, study, trials);
  if (enqueue !== undefined) await checkEnqueued(store, study, enqueue);
  await requireStopped(store, home, study);
}

const unfinishedOf = ({ counts }: StudySummary): number =>
  trialStates.filter(isUnfinished).reduce((sum, state) => sum + counts[state], 0);

/** What a study is to train besides the trials that are unfinished. */
interface Extension {
  /** Trials in these states are tried again. */
  readonly retry: readonly TrialState[];
  /** So many new trials. */
  readonly add: number;
  /** A file of configs to try next. */
  readonly enqueue: string | undefined;
}

/** What the flags ask for, or null where that comes to nothing. */
function extensionOf({ counts }: StudySummary, flags: ResumeFlags): Extension | null {
  const flagged: Partial<Record<TrialState, boolean | undefined>> = {
    failed: flags.retryFailed,
    cancelled: flags.retryCancelled,
    pruned: flags.retryPruned,
  };
  const retry = trialStates.filter((state) => flagged[state] && counts[state] > 0);
  const add = flags.trials ?? 0;
  const { enqueue } = flags;
  return retry.length > 0 || add > 0 || enqueue !== undefined ? { retry, add, enqueue } : null;
}

/** Puts trials back, and adds new ones: first those that a person wrote down. */
async function extend(store: Store, study: StudySummary, { retry, add, enqueue }: Extension): Promise<void> {
  if (enqueue !== undefined) await checkEnqueued(store, study, enqueue);
  const retried = retry.length > 0 ? await retryTrials(store, { study: study.id, states: retry }) : [];
  if (retried.length > 0) console.log(`back to the queue: ${namedTrials(retried)}`);
  if (enqueue !== undefined) sayEnqueued(await enqueueConfigs(store, study, enqueue));
  const added = add > 0 ? await extendStudy(store, study, add) : 0;
  if (added > 0) console.log(`study ${study.name} has ${counted(added, 'more trial')}`);
  if (added < add)
    console.log(`every config of the space has been drawn: ${counted(add - added, 'trial')} fewer`);
}

function sayEnqueued({ numbers, added }: { numbers: readonly number[]; added: number }): void {
  const beyond = added > 0 ? `, ${added} of them beyond its budget` : '';
  console.log(`${counted(numbers.length, 'config')} enqueued: ${namedTrials(numbers)}${beyond}`);
}

function parseExtension(text: string): number {
  if (!/^\+\d/.test(text)) throw new InvalidArgumentError('write how many to add, such as +20');
  return parseCount(text.slice(1));
}
