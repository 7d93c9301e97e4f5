import { Command } from 'commander';
import { propose } from '../../print/command/propose.js';
import { withReader } from '@ram-sweep/studies/servers';
import { readSettings, withServerFlags } from '../../settings.js';
import { requireStudy } from '@ram-sweep/studies/find';
import { findRunningSweep } from '@ram-sweep/studies/sweep-file';
import { examples } from '../options/arguments.js';
import { askCoordinator } from '@ram-sweep/studies/control';

export function pauseCommand(): Command {
  const command = new Command('pause')
    .description('start no more trials of a study; running ones train to their end, `resume` continues')
    .argument('[study]', 'name of the study (default: the newest)')
    .addHelpText(
      'after',
      `
The sweep's processes stay, and a study that is paused stays so when they are started again. \`stop\` ends them, and
running trials go back to the queue.
${examples('ram-sweep pause', 'ram-sweep pause mnist-28', 'ram-sweep resume mnist-28')}`,
    );
  return withServerFlags(command, 'home', 'database', 'nats').action(async (name: string | undefined) => {
    const settings = readSettings(command);
    const study = await withReader(settings, (reader) => requireStudy(reader, name));
    const sweep = await findRunningSweep(settings.home, study.name);
    console.log(await askCoordinator({ settings, study, sweep }, { kind: 'pause-study' }));
    console.log(`continue with: ${propose(`resume ${study.name}`)}`);
  });
}
