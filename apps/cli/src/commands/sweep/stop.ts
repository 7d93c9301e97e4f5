import { Command } from 'commander';
import { withReader } from '@ram-sweep/studies/servers';
import { readSettings, withServerFlags } from '../../settings.js';
import { requireEnd } from '../../supervisor/end-of-sweep.js';
import { findRunningSweep } from '@ram-sweep/studies/sweep-file';
import { examples, parseTrial } from '../options/arguments.js';
import { requireStudy, requireTrial } from '@ram-sweep/studies/find';
import { propose } from '../../print/command/propose.js';
import { askCoordinator, type Target } from '@ram-sweep/studies/control';

export function stopCommand(): Command {
  const command = new Command('stop')
    .description('stop a sweep cleanly, or one trial of it; `resume` continues')
    .argument('[study]', 'name of the study (default: the newest)')
    .option('--trial <number>', 'cancel only this trial', parseTrial)
    .addHelpText('after', examples('ram-sweep stop', 'ram-sweep stop mnist-28', 'ram-sweep stop --trial 7'));
  return withServerFlags(command, 'home', 'database', 'nats').action(
    async (name: string | undefined, flags: { trial?: number }) => {
      const settings = readSettings(command);
      const study = await withReader(settings, async (reader) => {
        const found = await requireStudy(reader, name);
        if (flags.trial !== undefined) await requireTrial(reader, found, flags.trial);
        return found;
      });
      const sweep = await findRunningSweep(settings.home, study.name);
      const target = { settings, study, sweep };
      if (flags.trial === undefined) await stopStudy(target);
      else console.log(await askCoordinator(target, { kind: 'stop-trial', trial: flags.trial }));
    },
  );
}

async function stopStudy(target: Target): Promise<void> {
  const { settings, study, sweep } = target;
  console.log(await askCoordinator(target, { kind: 'stop-study' }));
  if (sweep) await requireEnd(settings.home, sweep);
  const ended = sweep ? 'is stopped' : 'ends on the machine that runs it';
  console.log(`study ${study.name} ${ended}; continue with: ${propose(`resume ${study.name}`)}`);
}
