import { Command, InvalidArgumentError } from 'commander';
import type { TrialState } from '@ram-sweep/protocol';
import { openStore, retryTrials } from '@ram-sweep/store';
import { withReader, ensureServers } from '../servers.js';
import { readSettings, withServerFlags } from '../settings.js';
import { extendStudy } from '../sweep.js';
import { examples } from './arguments.js';
import { printOutcome, runSweep, withSweepFlags, type SweepFlags } from './run-sweep.js';
import { requireStudy } from './studies.js';

interface ResumeFlags extends SweepFlags {
  retryFailed?: boolean;
  retryCancelled?: boolean;
  trials?: number;
}

export function resumeCommand(): Command {
  const command = new Command('resume')
    .description('go on with the unfinished trials of a study, from their checkpoints')
    .argument('[study]', 'name of the study (default: the newest)')
    .option('--retry-failed', 'try the failed trials again as well')
    .option('--retry-cancelled', 'take up the cancelled trials as well')
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
      const summary = await withReader(settings, (reader) => requireStudy(reader, name));
      const servers = await ensureServers(settings, (line) => console.error(line));
      const store = await openStore({ url: servers.databaseUrl, name: 'ram-sweep resume', poolSize: 2 });
      let { counts } = summary;
      try {
        const states: TrialState[] = [
          ...(flags.retryFailed ? (['failed'] as const) : []),
          ...(flags.retryCancelled ? (['cancelled'] as const) : []),
        ];
        const retried = states.length > 0 ? await retryTrials(store, { study: summary.id, states }) : [];
        if (retried.length > 0) console.log(`trials ${retried.join(', ')} go back to the queue`);
        const added = flags.trials ? await extendStudy(store, summary, summary.trials, flags.trials) : 0;
        if (added > 0) console.log(`study ${summary.name} has ${added} more trials`);
        counts = { ...counts, waiting: counts.waiting + retried.length + added };
      } finally {
        await store.close();
      }
      if (counts.waiting + counts.running === 0) {
        console.log(
          `study ${summary.name} has no unfinished trials${counts.failed ? `; --retry-failed takes up its ${counts.failed} failed ones` : ''}`,
        );
        await printOutcome(servers, summary);
        return;
      }
      console.log(`study ${summary.name}: ${counts.waiting + counts.running} trials to go`);
      process.exitCode = await runSweep(settings, servers, summary, flags);
    },
  );
}

function parseExtension(text: string): number {
  const count = Number(text.replace(/^\+/, ''));
  if (!text.startsWith('+') || !Number.isInteger(count) || count < 1) {
    throw new InvalidArgumentError('write how many to add, such as +20');
  }
  return count;
}
