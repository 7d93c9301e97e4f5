import { Command, InvalidArgumentError } from 'commander';
import type { TrialState } from '@ram-sweep/protocol';
import { retryTrials, type Store } from '@ram-sweep/store';
import type { StudySummary } from '@ram-sweep/store/read';
import { counted } from '../print/units.js';
import { requireStudy } from '../require-study.js';
import { ensureServers, withStore } from '../servers.js';
import { readSettings, withServerFlags } from '../settings.js';
import { extendStudy } from '../sweep.js';
import { examples } from './arguments.js';
import { printOutcome, runSweep, withSweepFlags, type SweepFlags } from './run-sweep.js';

interface ResumeFlags extends SweepFlags {
  retryFailed?: boolean;
  retryCancelled?: boolean;
  retryPruned?: boolean;
  trials?: number;
}

export function resumeCommand(): Command {
  const command = new Command('resume')
    .description('go on with the unfinished trials of a study, from their checkpoints')
    .argument('[study]', 'name of the study (default: the newest)')
    .option('--retry-failed', 'try the failed trials again as well')
    .option('--retry-cancelled', 'take up the cancelled trials as well')
    .option('--retry-pruned', 'take up the pruned trials as well; the pruner may end them at a later rung')
    .option('--trials <+count>', 'add trials, also to a complete study', parseExtension)
    .addHelpText(
      'after',
      examples(
        'ram-sweep resume',
        'ram-sweep resume mnist-28 --retry-failed',
        'ram-sweep resume mnist-28 --trials +20',
      ),
    );
  return withServerFlags(withSweepFlags(command)).action(
    async (name: string | undefined, flags: ResumeFlags) => {
      const settings = readSettings(command);
      const servers = await ensureServers(settings, (line) => console.error(line));
      // A reader would refuse tables of an older version; a store brings them up to date.
      const { summary, taken } = await withStore(servers, async (store) => {
        const study = await requireStudy(store, name);
        return { summary: study, taken: await takeUp(store, study, flags) };
      });
      const { failed } = summary.counts;
      const unfinished = summary.counts.waiting + summary.counts.running + taken;
      // One that was stopped as its last trial ended has its next phase to come, or its end to be written down.
      if (unfinished === 0 && summary.state === 'complete') {
        console.log(
          `study ${summary.name} has no unfinished trials${failed ? `; --retry-failed takes up its ${failed} failed ones` : ''}`,
        );
        await printOutcome(servers, summary);
        return;
      }
      const left = unfinished === 0 ? 'what follows its last trial is' : counted(unfinished, 'trial');
      console.log(`study ${summary.name}: ${left} to go`);
      process.exitCode = await runSweep(settings, servers, summary, flags);
    },
  );
}

/** Puts failed, cancelled and pruned trials back and adds new ones, as asked. Returns how many are waiting by this. */
async function takeUp(store: Store, study: StudySummary, flags: ResumeFlags): Promise<number> {
  const states: TrialState[] = [];
  if (flags.retryFailed) states.push('failed');
  if (flags.retryCancelled) states.push('cancelled');
  if (flags.retryPruned) states.push('pruned');
  const retried = states.length > 0 ? await retryTrials(store, { study: study.id, states }) : [];
  if (retried.length > 0) console.log(`trials ${retried.join(', ')} go back to the queue`);
  const added = flags.trials ? await extendStudy(store, study, study.trials, flags.trials) : 0;
  if (added > 0) console.log(`study ${study.name} has ${counted(added, 'more trial')}`);
  return retried.length + added;
}

function parseExtension(text: string): number {
  const count = Number(text.replace(/^\+/, ''));
  if (!text.startsWith('+') || !Number.isInteger(count) || count < 1) {
    throw new InvalidArgumentError('write how many to add, such as +20');
  }
  return count;
}
