import { counted } from '@ram-sweep/format';
import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { connectBus } from '@ram-sweep/bus';
import { deleteStudy, type Store } from '@ram-sweep/store';
import type { StudySummary } from '@ram-sweep/store/read';
import { badUsage } from '../../errors.js';
import { requireStudy } from '@ram-sweep/studies/find';
import { forgetImagesFolder } from '@ram-sweep/studies/images-folder';
import { ensureServers, requireStudies, withStore, type Servers } from '@ram-sweep/studies/servers';
import { readSettings, withServerFlags } from '../../settings.js';
import { withStudyLock } from '@ram-sweep/studies/study-lock';
import { examples } from '../options/arguments.js';

export function deleteCommand(): Command {
  const command = new Command('delete')
    .description('delete a study permanently: its trials, curves, checkpoints')
    .argument('<study>', 'name of the study')
    .option('-y, --yes', 'do not ask')
    .addHelpText(
      'after',
      `
The study must not be running. \`ram-sweep export\` keeps its results in a file.
${examples('ram-sweep delete lr-test', 'ram-sweep delete lr-test --yes')}`,
    );
  return withServerFlags(command, 'home', 'database', 'nats').action(
    async (name: string, flags: { yes?: boolean }) => {
      const settings = readSettings(command);
      await requireStudies(settings);
      const servers = await ensureServers(settings);
      await withStore(servers, async (store) => {
        const study = await requireStudy(store, name);
        if (flags.yes || (await isSure(study))) {
          await withStudyLock(store, study, () => deleteWhole(store, servers, study));
          await forgetImagesFolder(settings.home, study.name);
          console.log(`study ${study.name} is deleted`);
        } else {
          console.log(`study ${study.name} is kept`);
        }
      });
    },
  );
}

async function isSure({ name, trials, epochsDone }: StudySummary): Promise<boolean> {
  const what = `study ${name} with its ${counted(trials, 'trial')} and ${counted(epochsDone, 'epoch')}`;
  if (!process.stdin.isTTY) throw badUsage(`${what} would be deleted permanently`, 'say so with --yes');
  const questions = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await questions.question(`Delete ${what} permanently? [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    questions.close();
  }
}

/** What lies on NATS goes first: if that fails, the study is there still, and can be deleted again. */
async function deleteWhole(store: Store, servers: Servers, study: StudySummary): Promise<void> {
  const bus = await connectBus(servers.commandBus);
  try {
    await bus.jobs.purge(study.id);
    await bus.events.purge(study.id);
    await bus.checkpoints.purge(study.id);
  } finally {
    await bus.close();
  }
  await deleteStudy(store, study.id);
}
